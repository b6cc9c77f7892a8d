package org.tiltyard.provider;

import java.util.OptionalInt;

/** An answer that could not be had, or not to its end. */
public class ChatFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_DETAIL = 4000;

  private final FailureKind kind;
  private final String detail;
  private final int status;

  /** A failure without an HTTP status. */
  public ChatFailure(FailureKind kind, String detail) {
    this(kind, detail, 0);
  }

  /**
   * @param detail for administrators only; cut to 4,000 characters
   * @param status the HTTP status the provider answered with, 0 for none
   */
  public ChatFailure(FailureKind kind, String detail, int status) {
    super(kind.word());
    this.kind = kind;
    this.detail =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    this.status = status;
  }

  /** What a voter may learn. */
  public FailureKind kind() {
    return kind;
  }

  /** The provider's own words, for administrators only, without keys. */
  public String detail() {
    return detail;
  }

  /** The HTTP status the provider answered with, if it came to that. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
