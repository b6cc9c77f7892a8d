package org.tiltyard.vote;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.AnswerId;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.Feedback;
import org.tiltyard.shared.Time;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feedback on answers of direct battles: at most one an answer, by its primary key. It belongs to
 * the answer, so one that is written anew begins without any.
 */
@Component
class Feedbacks {

  private static final TypeReference<List<String>> KEYS = new TypeReference<>() {};

  private final JdbcClient database;
  private final JsonMapper json;
  private final Time time;

  Feedbacks(JdbcClient database, JsonMapper json, Time time) {
    this.database = database;
    this.json = json;
    this.time = time;
  }

  /** Stores what is said of the answer now, in the place of what was said before. */
  void put(AnswerId answer, Opinion opinion) {
    if (opinion.verdict().isEmpty()) {
      database.sql("delete from feedback where answer_id = ?").param(answer.value()).update();
    } else if (!change(answer, opinion)) {
      try {
        add(answer, opinion);
      } catch (DuplicateKeyException cameSecond) {
        change(answer, opinion);
      }
    }
  }

  private boolean change(AnswerId answer, Opinion opinion) {
    return database
            .sql(
                "update feedback set verdict = ?, reasons = ?, comment = ?, changed_at = ?"
                    + " where answer_id = ?")
            .params(
                Arrays.asList(
                    opinion.verdict().orElseThrow().word(),
                    json.writeValueAsString(opinion.reasons()),
                    opinion.comment(),
                    Time.forDatabase(time.now()),
                    answer.value()))
            .update()
        > 0;
  }

  private void add(AnswerId answer, Opinion opinion) {
    var now = Time.forDatabase(time.now());
    database
        .sql(
            "insert into feedback (answer_id, verdict, reasons, comment, created_at, changed_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                answer.value(),
                opinion.verdict().orElseThrow().word(),
                json.writeValueAsString(opinion.reasons()),
                opinion.comment(),
                now,
                now))
        .update();
  }

  /** What was said of the answers that count, by the number of their turn. */
  Map<Integer, Feedback> of(BattleId battle) {
    Map<Integer, Feedback> byTurn = new HashMap<>();
    database
        .sql(
            "select answer.turn_number, feedback.verdict, feedback.reasons, feedback.comment"
                + " from answer left join feedback on feedback.answer_id = answer.id"
                + " where answer.battle_id = ? order by answer.attempt")
        .param(battle.value())
        .query(row -> {
          // A later attempt takes the place of an earlier one, and its silence that one's words.
          String verdict = row.getString("verdict");
          if (verdict == null) {
            byTurn.remove(row.getInt("turn_number"));
          } else {
            List<String> reasons = json.readValue(row.getString("reasons"), KEYS);
            byTurn.put(
                row.getInt("turn_number"),
                new Feedback(verdict, reasons, row.getString("comment")));
          }
        });
    return byTurn;
  }
}
