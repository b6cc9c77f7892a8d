package org.tiltyard.battle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;

/**
 * What nearly every request asks of one battle, in plain SQL: {@link BattleRecords} does the same,
 * but a tenth of the time of a vote was its mapping.
 */
@Component
class BattleRows {

  private final JdbcClient database;

  BattleRows(JdbcClient database) {
    this.database = database;
  }

  Optional<Battle> find(BattleId id) {
    return database
        .sql(
            "select id, version, participant_id, mode, state, model_a, model_b, turns, language,"
                + " created_at, continues, carried from battle where id = ?")
        .param(id.value())
        .query((row, number) -> battle(row))
        .optional();
  }

  /** Closes a battle; false when it has changed since it was read. */
  boolean close(Battle battle) {
    return database
            .sql(
                "update battle set state = 'voted', version = version + 1"
                    + " where id = ? and version = ?")
            .params(battle.id().value(), battle.storedVersion())
            .update()
        == 1;
  }

  private static Battle battle(ResultSet row) throws SQLException {
    @Nullable String modelB = row.getString("model_b");
    @Nullable String continues = row.getString("continues");
    return new Battle(
        new BattleId(row.getString("id")),
        row.getInt("version"),
        new ParticipantId(row.getString("participant_id")),
        row.getString("mode"),
        row.getString("state"),
        new ModelId(row.getString("model_a")),
        modelB == null ? null : new ModelId(modelB),
        row.getInt("turns"),
        row.getString("language"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        continues == null ? null : new BattleId(continues),
        row.getInt("carried"));
  }
}
