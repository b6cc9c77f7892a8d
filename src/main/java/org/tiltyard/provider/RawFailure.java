package org.tiltyard.provider;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.tiltyard.outbound.OutboundFailure;

/**
 * A failure in the provider's own words, as they came: with the key, if the provider repeats it. A
 * type of its own, so that it cannot leave the module by mistake.
 */
final class RawFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String words;
  private final int status;
  private final OutboundFailure.@Nullable Reason transport;
  private final boolean ownLimit;

  RawFailure(FailureKind kind, String words) {
    this(kind, words, 0);
  }

  RawFailure(FailureKind kind, String words, int status) {
    this(kind, words, status, null, false);
  }

  private RawFailure(
      FailureKind kind,
      String words,
      int status,
      OutboundFailure.@Nullable Reason transport,
      boolean ownLimit) {
    super(kind.word(), null, false, false);
    this.kind = kind;
    this.words = words;
    this.status = status;
    this.transport = transport;
    this.ownLimit = ownLimit;
  }

  /** The connection could not be made, or broke. */
  static RawFailure ofTransport(FailureKind kind, String words, OutboundFailure.Reason reason) {
    return new RawFailure(kind, words, 0, reason, false);
  }

  /** Nothing was sent, because the arena's own limit for the endpoint is reached. */
  static RawFailure ownLimit(String words) {
    return new RawFailure(FailureKind.RATE_LIMITED, words, 0, null, true);
  }

  FailureKind kind() {
    return kind;
  }

  /** The failure for everybody else: first without secrets, then cut to its length. */
  ChatFailure without(Collection<String> secrets) {
    return new ChatFailure(kind, Redaction.of(words, secrets), status, transport, ownLimit);
  }
}
