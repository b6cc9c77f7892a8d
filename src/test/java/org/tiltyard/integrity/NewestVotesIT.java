package org.tiltyard.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;

/**
 * What follows the votes every few seconds reads the newest, however many there are. H2 tells which
 * statements it was sent, and how it goes about them.
 */
@Tag("one-database")
@DisabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
class NewestVotesIT {

  private static final int VOTES = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FOLLOWING =
      "select sql_statement from information_schema.query_statistics"
          + " where sql_statement like 'select vote.battle_id%join battle%order by vote.created_at%'";

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena = TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    SeededVotes votes = new SeededVotes(arena.database(), "anonymous");
    String judge = votes.judge(1);
    for (int i = 0; i < VOTES; i++) {
      votes.vote(judge, 1, "tie", Instant.now(), false);
    }
    arena.database().sql("analyze").update();
    arena.database().sql("set query_statistics_max_entries 1000").update();
    arena.database().sql("set query_statistics true").update();
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  private static List<String> following() {
    return arena.database().sql(FOLLOWING).query((row, number) -> row.getString(1)).list();
  }

  private static boolean allSeen(List<String> statements) {
    return statements.stream().anyMatch(sql -> sql.contains("not exists"))
        && statements.stream().anyMatch(sql -> sql.contains("(vote.created_at, vote.battle_id) >"))
        && statements.stream().anyMatch(sql -> sql.contains("order by vote.created_at desc"));
  }

  private static String plan(String sql) {
    Object[] unknown = new Object[(int) sql.chars().filter(one -> one == '?').count()];
    return arena
        .part(JdbcTemplate.class)
        .query("explain " + sql, (row, number) -> row.getString(1), unknown)
        .getFirst()
        .replaceAll("\\s+", " ");
  }

  @Test
  void eachLookBeginsWithTheVotesByTime() {
    arena.part(Alarm.class).look();
    Eventually.within(PATIENCE, "every statement was sent", () -> allSeen(following()));

    assertThat(following())
        .extracting(NewestVotesIT::plan)
        .allSatisfy(
            plan -> assertThat(plan).contains("FROM \"PUBLIC\".\"VOTE\" /* PUBLIC.VOTE_BY_TIME"));
  }
}
