package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a person's own votes say of the models, as one who votes sees it. */
class PersonalBoardIT {

  private static final List<String> NAMES = List.of("ash", "birch", "cedar");

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    NAMES.forEach(name -> server.model("id-" + name, Script.answer("I am told to say yes")));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", NAMES.toArray(String[]::new)),
            "--tiltyard.leaderboard.minimum-votes=1");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @AfterEach
  void tellNames() {
    reveal("cards");
  }

  private static void reveal(String policy) {
    arena
        .part(Settings.class)
        .change(Map.of("tiltyard.vote.reveal", JsonNodeFactory.instance.stringNode(policy)), "ada");
  }

  /** Votes in a number of battles for the one that stands earlier in the list. */
  private static void votes(Voter voter, int battles, List<String> preferred) {
    for (int i = 0; i < battles; i++) {
      String battle = voter.startAndWait("Yes or no?");
      Map<String, String> seats = seats(battle);
      boolean a = preferred.indexOf(seats.get("model_a")) < preferred.indexOf(seats.get("model_b"));
      assertThat(voter.vote(battle, a ? "model_a" : "model_b").statusCode()).isEqualTo(200);
    }
  }

  private static Map<String, String> seats(String battle) {
    Map<String, String> seats = new HashMap<>();
    arena
        .database()
        .sql(
            "select a.name as a, b.name as b from battle join language_model a on a.id = model_a"
                + " join language_model b on b.id = model_b where battle.id = ?")
        .param(battle)
        .query(row -> {
          seats.put("model_a", row.getString("a"));
          seats.put("model_b", row.getString("b"));
        });
    return seats;
  }

  private static String page(Voter voter) {
    return voter.get("/leaderboard/mine", "text/html").body();
  }

  @Test
  void saysNothingBeforeTheFirstVote() {
    Voter voter = arena.newVoter();
    assertThat(page(voter)).contains("You have not voted yet").doesNotContain("??");

    voter.startAndWait("Yes or no?");

    assertThat(page(voter)).contains("You have not voted yet").doesNotContain("ash", "birch");
  }

  @Test
  void saysNoMoreThanTheVotesDo() {
    Voter voter = arena.newVoter();
    votes(voter, 1, NAMES);

    String afterOne = page(voter);
    assertThat(afterOne)
        .contains("Too little to tell which models you prefer", "too little to tell")
        .doesNotContain("you prefer it", "you prefer others", "??");

    votes(voter, 24, NAMES);
    String later = page(voter);
    assertThat(later)
        .contains(
            "You prefer to the average of those you met", "you prefer it", "you prefer others")
        .contains("<dd>25</dd>");
    assertThat(later.indexOf(">ash<")).isPositive().isLessThan(later.lastIndexOf(">cedar<"));
  }

  @Test
  void saysHowOftenOneAgreesWithTheArena() {
    Voter most = arena.newVoter();
    votes(most, 12, NAMES);
    Voter contrary = arena.newVoter();
    votes(contrary, 5, NAMES.reversed());

    within(
        Duration.ofSeconds(10),
        "the votes are counted",
        () -> page(contrary).contains("in 0 of 5 votes; with more votes, between 0 and 43 %"));
    assertThat(page(most)).contains("in 12 of 12 votes; with more votes, between 76 and 100 %");
  }

  @Test
  void leavesOutWhatWasWithdrawn() {
    Voter voter = arena.newVoter();
    votes(voter, 2, NAMES);
    assertThat(page(voter)).contains("<dd>2</dd>");

    assertThat(voter.postForm("/my-data/withdraw", Map.of("way", "datasets")).statusCode())
        .isEqualTo(303);

    assertThat(page(voter)).contains("You have not voted yet").doesNotContain("birch");
  }

  @Test
  void keepsNamesBackWhereTheArenaDoes() {
    Voter voter = arena.newVoter();
    votes(voter, 2, NAMES);
    reveal("nothing");
    within(
        Duration.ofSeconds(5),
        "the setting holds",
        () -> page(voter).contains("does not tell voters which models they met"));

    assertThat(page(voter)).doesNotContain("ash", "birch", "cedar", "Agreement");
  }
}
