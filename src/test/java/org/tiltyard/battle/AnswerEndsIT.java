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
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * Ends of the same moment are stored together, beside running answers that are saved together. One
 * that can't be stored is no hindrance to the others, and no two transactions hinder each other.
 */
@ExtendWith(OutputCaptureExtension.class)
class AnswerEndsIT {

  private static final int BATTLES = 4;
  private static final int ROUNDS = 100;

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    // Only ends are stored here, and nobody takes an answer for abandoned.
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

  private static boolean ended(List<Voter.Event> events, String seat) {
    return events.stream()
        .anyMatch(event ->
            event.name().equals("settled") && event.data().get("seat").asString().equals(seat));
  }

  @Test
  void whatCanBeStoredIsAndTheOtherFollows(CapturedOutput output) {
    server.model("id-birch", Script.answer("Too", " much"));
    server.model("id-maple", Script.answer("Just", " right"));
    Voter voter = arena.newVoter();
    arena
        .database()
        .sql("alter table answer add constraint no_room check (text <> 'Too much')")
        .update();
    String battle;
    String waits;
    try {
      battle = voter.start("Two answers end at once");
      List<Voter.Event> events =
          voter.events(battle, null, seen -> ended(seen, "a") || ended(seen, "b"));
      waits = ended(events, "a") ? "b" : "a";
      assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(409);
      assertThat(voter.show(battle).at("/turns/0/" + waits + "/text").asString())
          .isEqualTo("Too much");
    } finally {
      arena.database().sql("alter table answer drop constraint no_room").update();
    }

    assertThat(ended(voter.events(battle), waits)).isTrue();
    assertThat(voter.show(battle).at("/turns/0/" + waits + "/state").asString())
        .isEqualTo("complete");
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    assertThat(output.getAll())
        .contains("could not be stored yet")
        .doesNotContain("Too much", voter.show(battle).at("/turns/0/prompt").asString());
  }

  private static List<Transcripts.Progress> running() {
    server.model("id-birch", Script.stream().text("Without end").hang());
    server.model("id-maple", Script.stream().text("Without end too").hang());
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
