package org.tiltyard.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.PeriodicWork;

/**
 * Gives space in the H2 file back while the arena runs. H2's own housekeeping keeps back while much
 * is written, and the file would grow until the arena stops. PostgreSQL looks after itself.
 */
@Component
final class H2Compaction extends PeriodicWork {

  private static final Duration EVERY = Duration.ofSeconds(2);

  /** How much of a chunk, in percent, must be in use for it to stay where it is. */
  private static final int USED_PERCENT = 80;

  private static final int BYTES_A_STEP = 16 * 1024 * 1024;
  private static final int STEPS_A_LOOK = 4;

  private final DataSource database;

  H2Compaction(DataSource database) {
    super("h2-compaction", "Space in the H2 file could not be given back", EVERY, EVERY);
    this.database = database;
  }

  @Override
  protected void look() {
    try (Connection connection = database.getConnection()) {
      MVStore store = H2File.storeOf(connection);
      for (int step = 0; store != null && step < STEPS_A_LOOK; step++) {
        store.compact(USED_PERCENT, BYTES_A_STEP);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
