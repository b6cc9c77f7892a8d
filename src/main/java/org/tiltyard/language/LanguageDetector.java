package org.tiltyard.language;

/** Names the language a text is written in. */
public interface LanguageDetector {

  /** The English name of the language, such as {@code Portuguese}; {@code unknown} when unsure. */
  String nameOf(String text);
}
