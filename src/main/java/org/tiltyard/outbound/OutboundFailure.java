package org.tiltyard.outbound;

import java.io.IOException;

/** No response, or none that may be used. */
public final class OutboundFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Reason {
    /** The address is no proper one, or no connection to it is allowed. */
    ADDRESS_REFUSED,
    /** No name server knows the host. */
    UNKNOWN_HOST,
    /** Nobody listens there, or the connection broke. */
    UNREACHABLE,
    /** It took longer than the request allowed. */
    TIMED_OUT,
    /** The certificate, or the encryption, is not acceptable; or the server speaks no TLS. */
    TLS,
    /** The server sent the arena elsewhere, which it never follows. */
    REDIRECTED,
    /** The response is larger than the request allowed. */
    TOO_LARGE,
    /** What came is no HTTP. */
    NOT_HTTP
  }

  private final Reason reason;

  OutboundFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  OutboundFailure(Reason reason, IOException cause) {
    super(
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
    this.reason = reason;
  }

  /** What went wrong, for programs; the message says it for administrators. */
  public Reason reason() {
    return reason;
  }

  /** Sorts what the transport reports. */
  public static Reason reasonOf(IOException failure) {
    return switch (failure) {
      case OutboundFailure known -> known.reason;
      case AddressRefused refused -> Reason.ADDRESS_REFUSED;
      case java.net.UnknownHostException unknown -> Reason.UNKNOWN_HOST;
      case javax.net.ssl.SSLException tls -> Reason.TLS;
      case java.net.ProtocolException protocol -> Reason.NOT_HTTP;
      case java.io.InterruptedIOException late -> Reason.TIMED_OUT;
      default -> Reason.UNREACHABLE;
    };
  }
}
