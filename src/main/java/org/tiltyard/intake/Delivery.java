package org.tiltyard.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tiltyard.jobs.JobId;

/**
 * One import as it is stored.
 *
 * @param job the one that reads it, or takes it back; null while the file still arrives
 * @param schema key; null while it isn't known, and for several
 * @param format key; likewise
 * @param dryRun whether it is only looked at
 * @param state {@code waiting}, {@code running}, {@code done}, {@code failed}, {@code cancelled},
 *     {@code undoing} or {@code undone}
 * @param fileDone so many files of it are dealt with, and
 * @param rowDone so many rows of the next one
 * @param unchanged rows that were there before, the same
 * @param own rows that are battles of this arena
 * @param conflicting rows that were there before with other content
 * @param bad rows that could not be read
 * @param stopped why a file was not read to its end, in words; null if all were
 */
public record Delivery(
    String id,
    @Nullable JobId job,
    String fileName,
    long fileBytes,
    String sha256,
    @Nullable String schema,
    @Nullable String format,
    boolean dryRun,
    String state,
    int fileDone,
    long rowDone,
    long added,
    long unchanged,
    long own,
    long conflicting,
    long bad,
    @Nullable String stopped,
    String by,
    Instant createdAt,
    @Nullable Instant endedAt,
    @Nullable Instant undoneAt) {

  /** Whether it is over, whichever way, and its rows can be taken back. */
  public boolean over() {
    return state.equals("done") || state.equals("failed") || state.equals("cancelled");
  }

  /** Whether its job may still change something. */
  public boolean underWay() {
    return state.equals("waiting") || state.equals("running") || state.equals("undoing");
  }

  /** Whether some of it could not be taken. */
  public boolean troubled() {
    return stopped != null || bad > 0 || conflicting > 0;
  }
}
