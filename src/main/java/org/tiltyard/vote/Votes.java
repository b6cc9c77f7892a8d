package org.tiltyard.vote;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.BattleId;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/** Votes in the database: one a battle, by its primary key. Appended, never changed. */
@Component
class Votes {

  private final JdbcClient database;
  private final JsonMapper json;

  Votes(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Appends a vote under the number that its judge has; asked for by the same statement, as every
   * vote comes here.
   *
   * @return false when the judge has no number yet: nothing was appended
   * @throws org.springframework.dao.DuplicateKeyException when the battle has one
   */
  boolean add(BattleId battle, Judge judge, Ballot ballot, Instant now) {
    return database
            .sql(
                "insert into vote (battle_id, participant_id, judge, judge_group, winner,"
                    + " reasons, comment, created_at)"
                    + " select cast(? as varchar(32)), id, judge, cast(? as varchar(20)),"
                    + " cast(? as varchar(20)), cast(? as varchar(4000)),"
                    + " cast(? as varchar(4000)), cast(? as timestamp with time zone)"
                    + " from participant where id = ? and judge is not null")
            .params(
                Arrays.asList(
                    battle.value(),
                    judge.group(),
                    ballot.winner().word(),
                    json.writeValueAsString(ballot.reasons()),
                    ballot.comment(),
                    Time.forDatabase(now),
                    judge.participant().value()))
            .update()
        == 1;
  }

  Optional<Vote> of(BattleId battle) {
    return of(List.of(battle)).stream().findFirst();
  }

  List<Vote> of(Collection<BattleId> battles) {
    if (battles.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select battle_id, judge, winner, reasons, comment, created_at from vote"
                + " where battle_id in (:battles)")
        .param("battles", battles.stream().map(BattleId::value).toList())
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
