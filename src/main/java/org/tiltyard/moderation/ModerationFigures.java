package org.tiltyard.moderation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** What the page of moderation tells of the last days. */
@Component
class ModerationFigures {

  /** Of one link: messages it checked, flagged, and those it could not check. */
  record Counts(long checked, long flagged, long notChecked) {

    static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * A message that a link flagged.
   *
   * @param text its beginning
   */
  record Flagged(
      String battle,
      int turn,
      String part,
      String link,
      String outcome,
      String categories,
      Instant at,
      String text) {}

  private static final int BEGINNING = 300;

  private final JdbcClient database;

  ModerationFigures(JdbcClient database) {
    this.database = database;
  }

  /** By link. */
  Map<String, Counts> since(Instant when) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    database
        .sql(
            "select link, sum(case when outcome <> 'not-checked' then 1 else 0 end) as checked,"
                + " sum(case when flagged then 1 else 0 end) as flagged,"
                + " sum(case when outcome = 'not-checked' then 1 else 0 end) as unchecked"
                + " from moderation_result where checked_at >= ? group by link")
        .param(Time.forDatabase(when))
        .query(row -> {
          counts.put(
              row.getString("link"),
              new Counts(row.getLong("checked"), row.getLong("flagged"), row.getLong("unchecked")));
        });
    return counts;
  }

  /** The newest first, without those that were withdrawn. */
  List<Flagged> flagged(int limit) {
    return database
        .sql(
            "select said.*, substring(case when said.part = 'prompt' then turn.prompt"
                + " else answer.text end, 1, "
                + BEGINNING
                + ") as text from moderation_result said"
                + " join battle on battle.id = said.battle_id"
                + " join turn on turn.battle_id = said.battle_id"
                + " and turn.number = said.turn_number"
                + " left join answer on answer.battle_id = said.battle_id"
                + " and answer.turn_number = said.turn_number and answer.seat = said.part"
                + " and answer.attempt = said.attempt"
                + " where said.flagged and battle.withdrawn_at is null"
                + " order by said.checked_at desc limit ?")
        .param(limit)
        .query((row, number) -> {
          String text = row.getString("text");
          return new Flagged(
              row.getString("battle_id"),
              row.getInt("turn_number"),
              row.getString("part"),
              row.getString("link"),
              row.getString("outcome"),
              row.getString("categories"),
              row.getObject("checked_at", OffsetDateTime.class).toInstant(),
              text == null ? "" : text);
        })
        .list();
  }
}
