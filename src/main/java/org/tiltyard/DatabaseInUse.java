package org.tiltyard;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words that a second process was started on an H2 file. */
class DatabaseInUse extends AbstractFailureAnalyzer<SQLException> {

  /** H2's DATABASE_ALREADY_OPEN_1. */
  private static final int ALREADY_OPEN = 90020;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    if (cause.getErrorCode() != ALREADY_OPEN) {
      return null;
    }
    return new FailureAnalysis(
        "Another process has the arena's database open. An H2 file belongs to one process.",
        "Stop the other arena, give this one a folder of its own (tiltyard.data), or move to"
            + " PostgreSQL, which several processes can share.",
        cause);
  }
}
