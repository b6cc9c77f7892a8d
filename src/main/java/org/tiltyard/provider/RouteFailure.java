package org.tiltyard.provider;

import java.time.Instant;

/**
 * Why a call on a route failed.
 *
 * @param detail the provider's own words, for administrators only, without keys
 */
public record RouteFailure(FailureKind kind, String detail, Instant at) {

  /** The least that has to be known of a provider that says more than fits into a page. */
  private static final int LONGEST_DETAIL = 2000;

  public RouteFailure {
    detail =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
  }

  static RouteFailure of(ChatFailure failure, Instant at) {
    return new RouteFailure(failure.kind(), failure.detail(), at);
  }

  /**
   * How much a failure of this kind counts against a route: nothing when it says nothing of the
   * route, half when the route is only busy.
   */
  static double weight(FailureKind kind) {
    return switch (kind) {
      case TIMED_OUT, REFUSED, UNAVAILABLE, MALFORMED -> 1;
      case RATE_LIMITED -> 0.5;
      case TOO_LONG, FILTERED, CANCELLED -> 0;
    };
  }
}
