package org.tiltyard.language;

/** Names the language a text is written in. */
public interface LanguageDetector {

  /** The answer for texts that are in no language, or in one that can't be told. */
  String UNKNOWN = "unknown";

  /**
   * The English name of the text's main language, such as "Portuguese" or "Chinese", or {@value
   * #UNKNOWN}. Code, addresses and figures don't count. Looks at the first 2,000 characters only.
   * Safe to call from many threads; blocks while models are being loaded, so never on an event
   * loop.
   */
  String nameOf(String text);
}
