package org.tiltyard.battle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.InList;
import org.tiltyard.shared.Time;

/**
 * What nearly every request asks of battles, or stores of them, in plain SQL: {@link BattleRecords}
 * does the same, but a tenth of the time of a vote was its mapping.
 */
@Component
class BattleRows {

  private final JdbcClient database;
  private final JdbcTemplate batches;

  BattleRows(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  Optional<Battle> find(BattleId id) {
    return find(List.of(id)).stream().findFirst();
  }

  /** In no order; unknown ones are missing. */
  List<Battle> find(Collection<BattleId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select id, version, participant_id, mode, state, model_a, model_b, turns, language,"
                + " created_at, continues, carried from battle where id in (:ids)")
        .param("ids", InList.padded(ids.stream().map(BattleId::value)))
        .query((row, number) -> battle(row))
        .list();
  }

  /** Stores a new battle; returns it as it is stored. */
  Battle add(Battle battle) {
    Battle stored = battle.stored();
    database
        .sql(
            "insert into battle (id, version, participant_id, mode, state, model_a, model_b, turns,"
                + " created_at, continues, carried) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                stored.id().value(),
                stored.storedVersion(),
                stored.participantId().value(),
                stored.mode(),
                stored.state(),
                stored.modelA().value(),
                stored.modelB() == null ? null : stored.modelB().value(),
                stored.turns(),
                Time.forDatabase(stored.createdAt()),
                stored.continues() == null ? null : stored.continues().value(),
                stored.carried()))
        .update();
    return stored;
  }

  /**
   * Closes battles in the order of their ids, as no two transactions may wait for each other.
   *
   * @throws OptimisticLockingFailureException when one has changed since it was read
   */
  void close(Collection<Battle> battles) {
    List<Object[]> versions =
        battles.stream()
            .sorted(Comparator.comparing(battle -> battle.id().value()))
            .map(battle -> new Object[] {battle.id().value(), battle.storedVersion()})
            .toList();
    int[] closed =
        batches.batchUpdate(
            "update battle set state = 'voted', version = version + 1"
                + " where id = ? and version = ?",
            versions);
    if (Arrays.stream(closed).anyMatch(rows -> rows != 1)) {
      throw new OptimisticLockingFailureException("a battle has changed");
    }
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
