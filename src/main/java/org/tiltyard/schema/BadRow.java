package org.tiltyard.schema;

import org.tiltyard.schema.Problem.Reason;

/** A row that isn't as its schema says. */
final class BadRow extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_DETAIL = 120;

  private final String field;
  private final Reason reason;
  private final String detail;

  BadRow(String field, Reason reason, String detail) {
    super(reason + " " + field, null, false, false);
    this.field = field;
    this.reason = reason;
    this.detail = shortened(detail);
  }

  private static String shortened(String detail) {
    return WellFormed.text(
        detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…");
  }

  Problem at(long number) {
    return new Problem(number, field, reason, detail);
  }
}
