package org.tiltyard.identity;

import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;

/**
 * The one way to the issuer, guarded like every way out: no redirects, little time, short answers.
 */
@Component
class OidcHttp {

  private static final int LONGEST = 256 * 1024;

  private final OutboundHttp outbound;

  OidcHttp(OutboundHttp outbound) {
    this.outbound = outbound;
  }

  /**
   * Sends it and waits for the whole answer, of whatever status.
   *
   * @param what in the words of the log
   */
  OutboundResponse send(String what, OutboundRequest request) throws OidcFailure {
    try {
      return outbound.send(request.header("Accept", "application/json").atMost(LONGEST));
    } catch (OutboundFailure failure) {
      throw OidcFailure.unreachable(what, failure);
    }
  }

  /** The text at an address; any status but one of success is a failure. */
  String text(String what, OutboundRequest request) throws OidcFailure {
    OutboundResponse response = send(what, request);
    if (!response.successful()) {
      throw new OidcFailure(
          OidcFailure.Reason.UNREACHABLE, what + ": HTTP status " + response.status());
    }
    return response.text();
  }
}
