package org.tiltyard.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.Kind;
import org.tiltyard.shared.Sha256;

/** What the service found, by place; the names themselves stay where they were said. */
@Component
class EntityRecords {

  /** A name's place in a text. */
  record Span(Kind kind, int begins, int ends) {}

  private final JdbcClient database;

  EntityRecords(JdbcClient database) {
    this.database = database;
  }

  /** Puts what was found in the texts of a conversation in the place of what was before. */
  @Transactional
  public void put(String questionId, Map<String, List<Finding>> byText) {
    forget(questionId);
    byText.forEach((text, findings) -> {
      String hash = Sha256.hex(text);
      for (Finding one : findings) {
        database
            .sql(
                "insert into review_entity (question_id, text_hash, begins, ends, kind)"
                    + " values (?, ?, ?, ?, ?)")
            .params(questionId, hash, one.start(), one.end(), one.kind().word())
            .update();
      }
    });
  }

  void forget(String questionId) {
    database.sql("delete from review_entity where question_id = ?").param(questionId).update();
  }

  /** Removes what belongs to no finding any more. */
  void forgetUnseen() {
    database
        .sql(
            "delete from review_entity where not exists (select 1 from review_finding"
                + " where review_finding.question_id = review_entity.question_id)")
        .update();
  }

  /** What is known of a conversation, by {@link #hash} of its texts. */
  Map<String, List<Span>> of(String questionId) {
    Map<String, List<Span>> spans = new HashMap<>();
    database
        .sql(
            "select text_hash, begins, ends, kind from review_entity where question_id = ?"
                + " order by text_hash, begins")
        .param(questionId)
        .query(row -> {
          spans
              .computeIfAbsent(row.getString(1), hash -> new ArrayList<>())
              .add(new Span(Kind.of(row.getString(4)).orElseThrow(), row.getInt(2), row.getInt(3)));
        });
    return spans;
  }
}
