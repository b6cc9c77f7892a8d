package org.tiltyard.moderation;

/** Tells how toxic a text is. Safe for many threads at once. */
public interface ToxicityClassifier {

  /** As admins named it; also its key in {@code toxic_chat_tag}. */
  String name();

  /** What changes when results would: a digest of the model's files, or the address. */
  String version();

  /**
   * Reads a text; one that is longer than the model can take is cut off there. Blocks, and ends in
   * limited time.
   *
   * @throws ClassifierFailure when there is no result
   */
  Toxicity classify(String text) throws ClassifierFailure;
}
