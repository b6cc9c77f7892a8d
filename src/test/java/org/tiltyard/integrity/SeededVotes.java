package org.tiltyard.integrity;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/** Votes put into the database, with tags but without texts. */
final class SeededVotes {

  /** Of no version that tagging will reach, so that nobody looks for their texts. */
  private static final int TAGGED_FOR_GOOD = Integer.MAX_VALUE;

  private final JdbcClient database;
  private final String mode;
  private final String modelA;
  private final String modelB;

  /**
   * @param mode of their battles
   */
  SeededVotes(JdbcClient database, String mode) {
    this.database = database;
    this.mode = mode;
    List<String> models =
        database
            .sql("select id from language_model order by name limit 2")
            .query((row, number) -> row.getString(1))
            .list();
    modelA = models.getFirst();
    modelB = models.getLast();
  }

  /** Somebody with this number. */
  String judge(int number) {
    String id = Identifier.random();
    database
        .sql("insert into participant (id, judge, created_at) values (?, ?, ?)")
        .params(id, number, Time.forDatabase(Instant.now()))
        .update();
    return id;
  }

  /** One vote on the first two models by name. */
  String vote(String participant, int judge, String winner, Instant at, boolean leak) {
    String id = Identifier.random();
    database
        .sql(
            "insert into battle (id, participant_id, mode, state, model_a, model_b, turns,"
                + " language, created_at, version)"
                + " values (?, ?, ?, 'voted', ?, ?, 1, 'English', ?, 0)")
        .params(id, participant, mode, modelA, modelB, Time.forDatabase(at))
        .update();
    database
        .sql(
            "insert into vote (battle_id, participant_id, judge, winner, reasons, created_at)"
                + " values (?, ?, ?, ?, '{\"a\":[],\"b\":[]}', ?)")
        .params(id, participant, judge, winner, Time.forDatabase(at))
        .update();
    tag(
        id,
        leak,
        HexFormat.of().formatHex(id.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    return id;
  }

  /** Its tags; conversations of the same prompts have the same hash. */
  void tag(String id, boolean leak, String promptHash) {
    database.sql("delete from conversation_tag where conversation_id = ?").param(id).update();
    database
        .sql(
            "insert into conversation_tag (conversation_id, leak_a, leak_b, leak_user, personal,"
                + " prompt_hash, tokens_user, tokens_a, tokens_b, headers_a, headers_b, lists_a,"
                + " lists_b, bold_a, bold_b, code, refusal, version, tagged_at)"
                + " values (?, ?, false, false, '', ?, 1, 1, 1, 0, 0, 0, 0, 0, 0, false, false, ?, ?)")
        .params(id, leak, promptHash, TAGGED_FOR_GOOD, Time.forDatabase(Instant.now()))
        .update();
  }
}
