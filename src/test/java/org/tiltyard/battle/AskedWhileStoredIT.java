package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * The models are asked while the battle is stored. Only PostgreSQL lets a test hold up the storing
 * alone.
 */
@EnabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
class AskedWhileStoredIT {

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.battle.retry-delay=1ms");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void comeBack() {
    server.model("id-birch", Script.answer("One", " answer"));
    server.model("id-maple", Script.answer("The", " other"));
    voter = arena.newVoter();
    voter.startAndWait("I was here before");
  }

  private CompletableFuture<HttpResponse<String>> ask(String prompt) {
    return CompletableFuture.supplyAsync(() -> voter.post("/battles", Map.of("prompt", prompt)));
  }

  private static Connection holdUp() throws SQLException {
    Connection connection = arena.part(DataSource.class).getConnection();
    connection.setAutoCommit(false);
    execute(connection, "lock table pair_draw in access exclusive mode");
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitAsked(String prompt) throws InterruptedException {
    for (String model : new String[] {"id-birch", "id-maple"}) {
      int n = 1;
      while (!server.awaitReceived(model, n).body().toString().contains(prompt)) {
        n++;
      }
    }
  }

  private static long battles() {
    return arena.database().sql("select count(*) from battle").query(Long.class).single();
  }

  @Test
  void bothModelsHaveThePromptBeforeItIsStored() throws Exception {
    CompletableFuture<HttpResponse<String>> asked;
    long before = battles();
    try (Connection other = holdUp()) {
      asked = ask("Who reads this first?");
      awaitAsked("Who reads this first?");
      assertThat(asked).isNotDone();
      assertThat(battles()).isEqualTo(before);
      other.rollback();
    }

    HttpResponse<String> opened = asked.join();
    assertThat(opened.statusCode()).isEqualTo(201);
    String battle = Voter.json(opened).get("id").asString();
    voter.events(battle);
    assertThat(voter.show(battle).at("/turns/0/a/state").asString()).isEqualTo("complete");
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
  }

  @Test
  void nothingIsLeftOfWhatCouldNotBeStored() throws Exception {
    server.model("id-birch", Script.stream().text("For nobody").hang());
    server.model("id-maple", Script.status(503, "{}"));
    long before = battles();
    CompletableFuture<HttpResponse<String>> asked;
    try (Connection other = holdUp()) {
      asked = ask("Can this be kept?");
      awaitAsked("Can this be kept?");
      execute(other, "alter table pair_draw add constraint nothing check (attempt < 0) not valid");
      other.commit();
    }

    assertThat(asked.join().statusCode()).isGreaterThanOrEqualTo(500);
    server.awaitCutShort(1);
    assertThat(battles()).isEqualTo(before);

    arena.database().sql("alter table pair_draw drop constraint nothing").update();
    server.model("id-birch", Script.answer("One", " answer"));
    server.model("id-maple", Script.answer("The", " other"));
    String next = voter.startAndWait("And this?");
    assertThat(voter.vote(next, "tie").statusCode()).isEqualTo(200);
  }
}
