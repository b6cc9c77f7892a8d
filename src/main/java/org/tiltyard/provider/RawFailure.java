package org.tiltyard.provider;

/**
 * A failure in the provider's own words, as they came: with the key, if the provider repeats it. A
 * type of its own, so that it cannot leave the module by mistake.
 */
final class RawFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String words;
  private final int status;

  RawFailure(FailureKind kind, String words) {
    this(kind, words, 0);
  }

  RawFailure(FailureKind kind, String words, int status) {
    super(kind.word(), null, false, false);
    this.kind = kind;
    this.words = words;
    this.status = status;
  }

  FailureKind kind() {
    return kind;
  }

  /** The failure for everybody else: first without the key, then cut to its length. */
  ChatFailure without(String key) {
    return new ChatFailure(kind, Redaction.of(words, key), status);
  }
}
