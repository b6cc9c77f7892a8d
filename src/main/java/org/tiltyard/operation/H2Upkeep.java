package org.tiltyard.operation;

import java.time.Duration;
import org.tiltyard.shared.PeriodicWork;

/**
 * Writes what nobody waits for, and gives space in the H2 file back while the arena runs. H2 can do
 * both by itself, but would write in the middle of changes, and keeps back with the other while
 * much is written: the file would grow until the arena stops.
 */
final class H2Upkeep extends PeriodicWork {

  /** So often that what is not written yet never becomes so much that H2 writes it at once. */
  private static final Duration EVERY = Duration.ofMillis(250);

  private final H2File file;

  H2Upkeep(H2File file) {
    super("h2-upkeep", "The H2 file could not be looked after", EVERY, EVERY);
    this.file = file;
  }

  @Override
  protected void look() {
    file.tidy();
  }
}
