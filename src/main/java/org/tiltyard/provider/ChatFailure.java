package org.tiltyard.provider;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tiltyard.outbound.OutboundFailure;

/** An answer that could not be had, or not to its end. */
public class ChatFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_DETAIL = 4000;

  private final FailureKind kind;
  private final String detail;
  private final int status;
  private final OutboundFailure.@Nullable Reason transport;
  private final boolean ownLimit;

  /** A failure without an HTTP status. */
  public ChatFailure(FailureKind kind, String detail) {
    this(kind, detail, 0);
  }

  /**
   * @param detail for administrators only; cut to 4,000 characters
   * @param status the HTTP status the provider answered with, 0 for none
   */
  public ChatFailure(FailureKind kind, String detail, int status) {
    this(kind, detail, status, null, false);
  }

  ChatFailure(
      FailureKind kind,
      String detail,
      int status,
      OutboundFailure.@Nullable Reason transport,
      boolean ownLimit) {
    super(kind.word());
    this.kind = kind;
    this.detail =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
    this.status = status;
    this.transport = transport;
    this.ownLimit = ownLimit;
  }

  /** What a voter may learn. */
  public FailureKind kind() {
    return kind;
  }

  /** The provider's own words, for administrators only, without keys. */
  public String detail() {
    return detail;
  }

  /** Why there was no connection, or why it broke, if that was it. */
  public Optional<OutboundFailure.Reason> transport() {
    return Optional.ofNullable(transport);
  }

  /**
   * Whether nothing was sent because the arena's own limit for the endpoint is reached; such a
   * failure says nothing of the server.
   */
  public boolean ownLimit() {
    return ownLimit;
  }

  /** The HTTP status the provider answered with, if it came to that. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
