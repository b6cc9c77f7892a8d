package org.tiltyard.battle;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;

/** The models that a person chose last, to begin with the next time. */
@Component
class LastChoice {

  private final JdbcClient database;

  LastChoice(JdbcClient database) {
    this.database = database;
  }

  /** Public names in the order of the seats; none when there was no battle in that mode yet. */
  List<String> of(ParticipantId participant, Mode mode) {
    return database
        .sql(
            "select a.name as name_a, b.name as name_b from battle"
                + " join language_model a on a.id = battle.model_a"
                + " left join language_model b on b.id = battle.model_b"
                + " where battle.participant_id = ? and battle.mode = ?"
                + " order by battle.participant_id desc, battle.created_at desc, battle.id desc"
                + " limit 1")
        .params(participant.value(), mode.word())
        .query((row, number) ->
            mode == Mode.DIRECT
                ? List.of(row.getString("name_a"))
                : List.of(row.getString("name_a"), row.getString("name_b")))
        .optional()
        .orElse(List.of());
  }
}
