package org.tiltyard.moderation;

import java.util.Optional;
import java.util.stream.Stream;

/** How a classifier is run, and what its score is called in datasets. */
enum ClassifierKind {
  /** An encoder in this process whose head gives a logit per label, as RoBERTa’s. */
  ENCODER("roberta"),
  /** An encoder and decoder in this process that answers with one of two words, as T5. */
  SEQUENCE("t5"),
  /** A server that speaks the text-classification JSON of inference servers. */
  REMOTE("http");

  private final String key;

  ClassifierKind(String key) {
    this.key = key;
  }

  /** As it is stored and named in forms. */
  String key() {
    return key;
  }

  static Optional<ClassifierKind> of(String key) {
    return Stream.of(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  boolean local() {
    return this != REMOTE;
  }
}
