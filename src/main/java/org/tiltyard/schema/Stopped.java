package org.tiltyard.schema;

import java.io.IOException;
import org.tiltyard.schema.Problem.Reason;

/** Ends the reading of a file: its fault, not that of whoever delivers it. */
final class Stopped extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  Stopped(Reason reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
    this.detail = detail;
  }

  Problem at(long number) {
    return new Problem(number, "", reason, detail);
  }
}
