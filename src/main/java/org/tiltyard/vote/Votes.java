package org.tiltyard.vote;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.BattleId;
import org.tiltyard.shared.InList;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/** Votes in the database: one a battle, by its primary key. Appended, never changed. */
@Component
class Votes {

  private static final String ADD =
      "insert into vote (battle_id, participant_id, judge, judge_group, winner,"
          + " reasons, comment, created_at)"
          + " select cast(? as varchar(32)), id, judge, cast(? as varchar(20)),"
          + " cast(? as varchar(20)), cast(? as varchar(4000)),"
          + " cast(? as varchar(4000)), cast(? as timestamp with time zone)"
          + " from participant where id = ? and judge is not null";

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final JsonMapper json;

  Votes(JdbcClient database, JdbcTemplate batches, JsonMapper json) {
    this.database = database;
    this.batches = batches;
    this.json = json;
  }

  /**
   * Appends votes under the numbers that their judges have; asked for by the same statement, as
   * every vote comes here.
   *
   * @return those whose judge has no number yet: they were not appended
   * @throws org.springframework.dao.DuplicateKeyException when a battle has one
   */
  List<Cast> add(List<Cast> casts, Instant now) {
    OffsetDateTime at = Time.forDatabase(now);
    int[] added = batches.batchUpdate(ADD, casts.stream().map(cast -> values(cast, at)).toList());
    List<Cast> left = new ArrayList<>();
    for (int i = 0; i < added.length; i++) {
      if (added[i] == 0) {
        left.add(casts.get(i));
      }
    }
    return left;
  }

  private @Nullable Object[] values(Cast cast, OffsetDateTime at) {
    Ballot ballot = cast.ballot();
    return new @Nullable Object[] {
      cast.battle().value(),
      cast.judge().group(),
      ballot.winner().word(),
      json.writeValueAsString(ballot.reasons()),
      ballot.comment(),
      at,
      cast.judge().participant().value()
    };
  }

  List<Vote> of(Collection<BattleId> battles) {
    if (battles.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select battle_id, judge, winner, reasons, comment, created_at from vote"
                + " where battle_id in (:battles)")
        .param("battles", InList.padded(battles.stream().map(BattleId::value)))
        .query((row, number) ->
            new Vote(
                new BattleId(row.getString("battle_id")),
                row.getInt("judge"),
                Winner.of(row.getString("winner")).orElseThrow(),
                json.readValue(row.getString("reasons"), Reasons.class),
                row.getString("comment"),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
