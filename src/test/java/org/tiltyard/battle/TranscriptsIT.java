package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Answers are saved by one transaction and ended by another, many of them in each. */
class TranscriptsIT {

  private static final int BATTLES = 4;
  private static final int ROUNDS = 100;

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.stream().text("Without end").hang());
    server.model("id-maple", Script.stream().text("Without end too").hang());
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.battle.save-every=1h",
            "--tiltyard.battle.lease=2h");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  private static List<Transcripts.Progress> running() {
    Voter voter = arena.newVoter();
    for (int i = 0; i < BATTLES; i++) {
      voter.start("Battle " + i + " goes on");
    }
    return arena
        .database()
        .sql("select id from answer where state = 'streaming' order by id")
        .query((row, number) ->
            new Transcripts.Progress(new AnswerId(row.getString("id")), "So far", ""))
        .list();
  }

  @Test
  void noTwoTransactionsWaitForEachOther() {
    Transcripts transcripts = arena.part(Transcripts.class);
    List<Transcripts.Progress> running = running();
    assertThat(running).hasSize(2 * BATTLES);
    List<Transcripts.Progress> backwards = new ArrayList<>(running);
    Collections.reverse(backwards);
    Instant later = Instant.now().plusSeconds(7200);

    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < ROUNDS; i++) {
            transcripts.save(backwards, later);
          }
        });
    assertThatCode(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                transcripts.save(running, later);
              }
              other.join();
            })
        .doesNotThrowAnyException();
  }
}
