package org.tiltyard.leaderboard;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Whose turn it is to count, and how often the counts have changed. */
@Component
class BoardState {

  /** Pages ask often; the database is asked this often at most. */
  private static final long LOOK_MILLIS = 200;

  private record Seen(long revision, long at) {}

  private final JdbcClient database;
  private final Time time;
  private volatile Seen seen = new Seen(-1, 0);

  BoardState(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** Waits until nobody else counts; from then on, until the transaction ends, nobody does. */
  void lock() {
    database
        .sql("select revision from board_state where id = 1 for update")
        .query(Long.class)
        .single();
  }

  /** The counts have changed. Needs the lock. */
  void advance() {
    database.sql("update board_state set revision = revision + 1 where id = 1").update();
  }

  /** Grows with every change, on whichever node; at most a fifth of a second old. */
  long revision() {
    Seen last = seen;
    long now = time.now().toEpochMilli();
    if (last.revision >= 0 && now - last.at < LOOK_MILLIS && now >= last.at) {
      return last.revision;
    }
    long revision = now();
    seen = new Seen(revision, now);
    return revision;
  }

  /** As {@link #revision}, just read. */
  long now() {
    return database.sql("select revision from board_state where id = 1").query(Long.class).single();
  }
}
