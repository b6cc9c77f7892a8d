package org.tiltyard.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.integrity.Standings;
import org.tiltyard.shared.Time;

/**
 * Which votes did not count on boards when the building of a release began. Votes are flagged, and
 * decided on, while it goes on; a try after a crash leaves out the same ones as the first.
 */
@Component
class FrozenStandings {

  private static final int AT_ONCE = 1000;

  private final Standings standings;
  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final Time time;

  FrozenStandings(
      Standings standings,
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      Time time) {
    this.standings = standings;
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.time = time;
  }

  /** Keeps how votes stand now, all or nothing; does nothing when that was done before. */
  void freeze(ReleaseId release) {
    Map<String, String> leftOut = standings.leftOut();
    transaction.executeWithoutResult(status -> {
      if (begun(release)) {
        keep(release, leftOut);
      }
    });
  }

  private boolean begun(ReleaseId release) {
    return database
            .sql("update release set standings_at = ? where id = ? and standings_at is null")
            .params(Time.forDatabase(time.now()), release.value())
            .update()
        == 1;
  }

  private void keep(ReleaseId release, Map<String, String> leftOut) {
    List<Object[]> rows = new ArrayList<>();
    leftOut.forEach((conversation, reason) ->
        rows.add(new Object[] {release.value(), conversation, ruleOf(reason).key()}));
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      batches.batchUpdate(
          "insert into release_left_out (release_id, conversation_id, rule) values (?, ?, ?)",
          rows.subList(from, Math.min(rows.size(), from + AT_ONCE)));
    }
  }

  /** {@link Rule#FLAGGED_VOTE} or {@link Rule#BANNED} for those of these that did not count. */
  Map<String, Rule> of(ReleaseId release, Collection<String> conversations) {
    Map<String, Rule> rules = new HashMap<>();
    if (conversations.isEmpty()) {
      return rules;
    }
    database
        .sql(
            "select conversation_id, rule from release_left_out"
                + " where release_id = :release and conversation_id in (:conversations)")
        .param("release", release.value())
        .param("conversations", conversations)
        .query(row -> {
          rules.put(row.getString(1), Rule.of(row.getString(2)).orElseThrow());
        });
    return rules;
  }

  /** The next building begins with how votes stand then. */
  void forget(ReleaseId release) {
    database
        .sql("delete from release_left_out where release_id = ?")
        .param(release.value())
        .update();
    database
        .sql("update release set standings_at = null where id = ?")
        .param(release.value())
        .update();
  }

  /**
   * The rule that drops such a vote.
   *
   * @param reason of {@link Standings}
   */
  static Rule ruleOf(String reason) {
    return reason.equals(Standings.BANNED) ? Rule.BANNED : Rule.FLAGGED_VOTE;
  }
}
