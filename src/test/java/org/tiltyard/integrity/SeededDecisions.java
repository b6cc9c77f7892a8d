package org.tiltyard.integrity;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Decisions about votes put into the database, as if somebody had taken them. */
public final class SeededDecisions {

  private final JdbcClient database;

  public SeededDecisions(JdbcClient database) {
    this.database = database;
  }

  /** Excludes or restores a vote; what was decided about it before no longer stands. */
  public void decide(String vote, String decision, Instant at) {
    String batch = Identifier.random();
    database
        .sql(
            "insert into decision_batch (id, decision, reason, votes, decided_by, decided_at)"
                + " values (?, ?, 'other', 1, 'ada', ?)")
        .params(batch, decision, Time.forDatabase(at))
        .update();
    database.sql("delete from vote_decision where conversation_id = ?").param(vote).update();
    database
        .sql(
            "insert into vote_decision (conversation_id, batch_id, decision, reason, decided_by,"
                + " decided_at) values (?, ?, ?, 'other', 'ada', ?)")
        .params(vote, batch, decision, Time.forDatabase(at))
        .update();
  }
}
