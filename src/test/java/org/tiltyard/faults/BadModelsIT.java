package org.tiltyard.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/**
 * One of two models does something wrong, the whole way from its socket to the database. Which kind
 * of failure each is, the gateway's own tests tell.
 */
class BadModelsIT {

  private static final String LONG_LINE = "x".repeat(1_000_000);

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "good", "bad"),
            "--tiltyard.battle.retry-delay=1ms",
            "--tiltyard.battle.replacements=0",
            "--tiltyard.provider.first-token-timeout=1s",
            "--tiltyard.provider.between-tokens-timeout=1s",
            "--tiltyard.provider.longest-answer=5000");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  static List<Arguments> faults() {
    Script begun = Script.stream().text("Begun");
    return List.of(
        arguments("hangs", Script.silent(), "failed", ""),
        arguments("hangs in the middle", begun.hang(), "failed", "Begun"),
        arguments("refuses", Script.status(403, "{}"), "failed", ""),
        arguments("answers 429", Script.status(429, "{}"), "failed", ""),
        arguments("answers 500", Script.status(500, "{}"), "failed", ""),
        arguments("sends garbage", begun.event("{{{"), "failed", "Begun"),
        arguments("sends nothing", Script.stream(), "failed", ""),
        arguments("closes early", begun.closeEarly(), "failed", "Begun"),
        arguments("hangs up without an answer", Script.empty().closeEarly(), "failed", ""),
        arguments("sends a line of 1 MB", begun.text(LONG_LINE).hang(), "complete", null),
        arguments("never ends", Script.stream().endless("on ", 0), "complete", null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  @Fault("a model that hangs, refuses, fails, sends garbage or never ends")
  void leavesTheOtherSideAndWhatItHadSaid(
      String fault, Script script, String state, @Nullable String text, FaultLog log) {
    server.model("id-good", Script.answer("All", " is", " well"));
    server.model("id-bad", script);
    Voter voter = arena.newVoter();
    String battle = voter.start("What is wrong?");

    List<Voter.Event> events = voter.events(battle);

    JsonNode turn = voter.show(battle).at("/turns/0");
    String good = turn.at("/a/text").asString().startsWith("All is") ? "a" : "b";
    String bad = good.equals("a") ? "b" : "a";
    assertThat(turn.at("/" + good + "/text").asString()).isEqualTo("All is well");
    assertThat(turn.at("/" + good + "/state").asString()).isEqualTo("complete");
    assertThat(turn.at("/" + bad + "/state").asString()).isEqualTo(state);
    String kept = turn.at("/" + bad + "/text").asString();
    assertThat(kept).isEqualTo(Voter.text(events, bad));
    if (text != null) {
      assertThat(kept).isEqualTo(text);
    } else {
      assertThat(kept.length()).isBetween(1, 5000);
    }

    server.model("id-bad", Script.answer("Better", " now"));
    boolean judgeable = !kept.isEmpty();
    assertThat(events.getLast().data().get("vote").asBoolean()).isEqualTo(judgeable);
    assertThat(voter.post("/battles/" + battle + "/seats/" + bad + "/retry").statusCode())
        .isEqualTo(202);
    assertThat(Voter.text(voter.events(battle), bad)).isEqualTo("Better now");
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
    log.acknowledged("1 battle, 1 vote").stored(answers(battle));
  }

  private static String answers(String battle) {
    List<String> rows =
        arena
            .database()
            .sql(
                "select state, length(text) from answer where battle_id = ?"
                    + " order by seat, attempt")
            .param(battle)
            .query((row, number) -> row.getString(1) + " (" + row.getInt(2) + ")")
            .list();
    assertThat(rows).hasSize(3);
    return String.join(", ", rows) + "; 1 vote";
  }
}
