package org.tiltyard.battle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Time;

/** Every draw that was made, in order: part of a battle's provenance. */
@Component
class Draws {

  private static final String PAIR =
      "select model_a, model_b from battle where participant_id = ? and mode = 'anonymous'";

  /** Names all columns of the index: else H2 reads and sorts all battles of the person. */
  private static final String LAST =
      " order by participant_id desc, created_at desc, id desc limit 1";

  private final JdbcClient database;

  Draws(JdbcClient database) {
    this.database = database;
  }

  /** Notes the first draw of a battle. */
  void addFirst(BattleId battle, Draw draw, Instant now) {
    add(battle, 0, "start", draw, now);
  }

  /** Notes that a seat's model was replaced. */
  void addReplacement(BattleId battle, Seat seat, Draw draw, Instant now) {
    int attempts =
        database
            .sql("select count(*) from pair_draw where battle_id = ?")
            .param(battle.value())
            .query(Integer.class)
            .single();
    add(battle, attempts, "replaced-" + seat.word(), draw, now);
  }

  private void add(BattleId battle, int attempt, String reason, Draw draw, Instant now) {
    database
        .sql(
            "insert into pair_draw (battle_id, attempt, reason, policy, model_a, model_b,"
                + " propensity, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            battle.value(),
            attempt,
            reason,
            draw.policy(),
            draw.pair().a().value(),
            draw.pair().b().value(),
            draw.propensity(),
            Time.forDatabase(now))
        .update();
  }

  /** Every model that has sat in the battle. */
  Set<ModelId> tried(BattleId battle) {
    Set<ModelId> models = new HashSet<>();
    database
        .sql("select model_a, model_b from pair_draw where battle_id = ?")
        .param(battle.value())
        .query(row -> {
          models.add(new ModelId(row.getString(1)));
          models.add(new ModelId(row.getString(2)));
        });
    return models;
  }

  /** The pair of the person's previous anonymous battle. */
  Optional<Pair> last(ParticipantId participant) {
    return database.sql(PAIR + LAST).param(participant.value()).query(Draws::pair).optional();
  }

  /** The pair that was drawn for the person before a battle. */
  Optional<Pair> before(Battle battle) {
    return database
        .sql(PAIR + " and id <> ? and created_at <= ?" + LAST)
        .params(
            battle.participantId().value(),
            battle.id().value(),
            Time.forDatabase(battle.createdAt()))
        .query(Draws::pair)
        .optional();
  }

  private static Pair pair(ResultSet row, int number) throws SQLException {
    return new Pair(new ModelId(row.getString(1)), new ModelId(row.getString(2)));
  }
}
