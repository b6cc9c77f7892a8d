package org.tiltyard.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Identifier;

/** The exports under way on this node, so that a page can show how far one is and end it. */
@Component
class Exports {

  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** How far an export is. */
  record Progress(long done, long total, long bytes, String state) {}

  /** One export under way. */
  static final class Running {

    private final long total;
    private volatile long done;
    private volatile long bytes;
    private volatile String state = "running";
    private volatile @Nullable Instant endedAt;

    Running(long total) {
      this.total = total;
    }

    /** Notes what has been written so far; only the writer calls it. */
    void wrote(long rows, long totalBytes) {
      done = rows;
      bytes = totalBytes;
    }

    void end(String how) {
      if (state.equals("running")) {
        state = how;
        endedAt = Instant.now();
      }
    }

    boolean cancelled() {
      return state.equals("cancelled");
    }

    Progress progress() {
      return new Progress(done, total, bytes, state);
    }

    boolean over() {
      return !state.equals("running");
    }

    private boolean forgettable() {
      Instant ended = endedAt;
      return ended != null && ended.plus(REMEMBERED).isBefore(Instant.now());
    }
  }

  private final Map<String, Running> running = new ConcurrentHashMap<>();

  /** Registers an export under an id that the page chose, or under none. */
  Running begin(@Nullable String id, long total) {
    running.values().removeIf(Running::forgettable);
    Running export = new Running(total);
    if (id != null && Identifier.isWellFormed(id)) {
      running.put(id, export);
    }
    return export;
  }

  Optional<Running> find(String id) {
    return Optional.ofNullable(running.get(id));
  }
}
