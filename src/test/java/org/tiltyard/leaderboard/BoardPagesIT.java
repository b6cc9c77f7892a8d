package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * The pages, files and JSON of boards, whatever the votes are. Each language is an arena of its own
 * here.
 */
class BoardPagesIT {

  private static TestArena arena;
  private static Voter reader;

  @BeforeAll
  static void open() {
    arena = TestArena.start("--tiltyard.leaderboard.minimum-votes=2");
    reader = arena.newVoter();
    SeededBattles votes = new SeededBattles(arena);
    List<String> models = votes.models("ash", "elm", "fir", "oak", "=yew(1)", "<b>box</b>");
    String ash = models.get(0);
    String elm = models.get(1);
    String fir = models.get(2);
    String oak = models.get(3);
    votes.in("anonymous", "English", "visitor");
    votes.votes(ash, elm, "model_a", 6);
    votes.votes(ash, elm, "model_b", 3);
    votes.votes(ash, elm, "tie", 1);
    votes.votes(elm, models.get(4), "model_a", 3);
    votes.votes(elm, models.get(4), "model_b", 2);
    votes.votes(models.get(5), ash, "model_a", 1);
    votes.in("anonymous", "German", "visitor").votes(ash, elm, "tie", 4);
    votes.in("anonymous", "French", "visitor").votes(ash, elm, "model_a", 3);
    votes.votes(ash, elm, "model_b", 3);
    votes.votes(fir, oak, "model_a", 2);
    votes.votes(fir, oak, "model_b", 2);
    votes.in("anonymous", "Italian", "visitor").votes(ash, elm, "model_a", 5);
    votes.in("anonymous", "Danish", "visitor").votes(ash, ash, "model_a", 5);
    votes.areCounted();
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  private static HttpResponse<String> page(String path) {
    return reader.get(path, "text/html");
  }

  private static String shown(String path) {
    HttpResponse<String> response = page(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private static JsonNode board(String query) {
    return Voter.json(reader.get("/leaderboard" + query, "application/json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"English", "German", "French", "Italian", "Danish", "Dutch"})
  void everyBoardHasItsPageInEveryForm(String language) {
    for (String more :
        List.of(
            "",
            "&ties=out",
            "&ties=halved",
            "&style=on",
            "&intervals=bootstrap",
            "&weights=pairs",
            "&weights=propensity",
            "&from=2026-01-01",
            "&flagged=in",
            "&minimum=100",
            "&category=coding",
            "&mode=all",
            "&group=visitors")) {
      String query = "?language=" + language + more;
      shown("/leaderboard" + query);
      shown("/leaderboard/compare" + query + "&models=ash,elm");
      shown("/leaderboard/compare" + query + "&models=fir,ash");
      assertThat(page("/leaderboard/table.csv" + query).statusCode()).isEqualTo(200);
      assertThat(board(query).get("query").get("language").asString()).isEqualTo(language);
    }
  }

  @Test
  void saysWhyAModelHasNoRating() {
    assertThat(shown("/leaderboard?language=Italian"))
        .contains("has won every battle", "has lost every battle", "No model has a rating here");
    assertThat(shown("/leaderboard?language=French")).contains("Not yet comparable", "2 groups");
    assertThat(shown("/leaderboard")).contains("Not enough votes: 1 of 2.");
    assertThat(shown("/leaderboard?language=Dutch")).contains("No vote fits these filters");
    assertThat(shown("/leaderboard/compare?language=Italian&models=ash,elm"))
        .contains("won 5", "What to expect is known when both have a rating");
  }

  @Test
  void ratesModelsThatOnlyTiedAsEqualsAndSaysNothingOfAModelAlone() {
    JsonNode ties = board("?language=German");
    assertThat(ties.get("models")).hasSize(2);
    ties.get("models")
        .forEach(model -> {
          assertThat(model.get("rating").asDouble()).isEqualTo(1000);
          assertThat(model.get("rank").get("worst").asInt()).isEqualTo(2);
        });
    assertThat(shown("/leaderboard?language=German")).contains("4 votes count, 4 of them ties");

    assertThat(board("?language=Danish").get("votes").asLong()).isZero();
    assertThat(shown("/leaderboard?language=Danish")).contains("No vote fits these filters.");
  }

  @Test
  void comparesByRecordAndByRating() {
    assertThat(shown("/leaderboard/compare?language=English&models=elm,ash"))
        .contains("elm and ash", "won 3", "one tie", "won 6", "from 10 votes");
    assertThat(shown("/leaderboard/compare?language=French&models=ash,fir"))
        .contains("No vote here is on a battle between the two");
  }

  @Test
  void writesNamesAsTextInPagesAndFiles() {
    assertThat(shown("/leaderboard")).contains("&lt;b&gt;box&lt;/b&gt;").doesNotContain("<b>box");
    assertThat(page("/leaderboard/table.csv?language=English").body())
        .startsWith("rank_best,rank_worst,model,")
        .contains("\r\n1,3,ash,")
        .contains("\"'=yew(1)\"")
        .contains(",<b>box</b>,,,,,,1,1,0,0,,,,,,,not-enough-votes\r\n");
  }

  @Test
  void followsNewNames() {
    arena.database().sql("update language_model set name = 'holm' where name = 'oak'").update();
    assertThat(shown("/leaderboard?language=French")).contains(">holm<").doesNotContain(">oak<");
    assertThat(page("/leaderboard/compare?models=oak,fir").statusCode()).isEqualTo(404);
    arena.database().sql("update language_model set name = 'oak' where name = 'holm'").update();
  }

  @Test
  void keepsToTheAddressWhatDiffersAlone() {
    HttpResponse<String> response =
        page("/leaderboard?language=French&category=&from=&mode=anonymous&minimum=2&style=off");
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue("/leaderboard?language=French");
    assertThat(shown("/leaderboard/compare?language=French&models=ash&models=elm"))
        .contains("/leaderboard/compare?models=ash&amp;models=elm\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=yesterday", "from=2026-02-01&to=2026-01-01", "minimum=0", "mode=x"})
  void refusesWhatIsNoQueryAndKeepsIt(String query) {
    HttpResponse<String> response = page("/leaderboard?" + query);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("There is no such board", "aria-invalid=\"true\"");
    HttpResponse<String> json = reader.get("/leaderboard?" + query, "application/json");
    assertThat(json.statusCode()).isEqualTo(422);
    assertThat(Voter.json(json).get("field").asString()).isNotEmpty();
    assertThat(page("/leaderboard/compare?models=ash,elm&" + query).statusCode()).isEqualTo(422);
  }

  @Test
  void comparesTwoDifferentKnownModelsAndNoOthers() {
    assertThat(shown("/leaderboard/compare")).contains("First model");
    assertThat(shown("/leaderboard/compare?models=")).contains("First model");
    for (String wrong : List.of("ash", "ash,ash", "ash,elm,fir")) {
      HttpResponse<String> response = page("/leaderboard/compare?models=" + wrong);
      assertThat(response.statusCode()).as(wrong).isEqualTo(422);
      assertThat(response.body()).contains("Choose two different models");
    }
    HttpResponse<String> unknown = page("/leaderboard/compare?models=ash,sequoia");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("no model named sequoia", "First model");
  }

  @Test
  void isForItsAudienceAlone() {
    audience("accounts");
    try {
      for (String path :
          List.of("", "/compare", "/table.csv", "/plots/intervals.csv", "/plots/history.csv")) {
        HttpResponse<String> response = page("/leaderboard" + path);
        assertThat(response.statusCode()).as(path).isEqualTo(303);
        assertThat(response.headers().firstValue("Location").orElseThrow())
            .startsWith("/login?next=");
      }
      assertThat(reader.get("/leaderboard", "application/json").statusCode()).isEqualTo(401);
      assertThat(reader.get("/leaderboard/plots/price.json", "application/json").statusCode())
          .isEqualTo(401);
      assertThat(reader.get("/leaderboard/events", "text/event-stream").statusCode())
          .isEqualTo(401);
    } finally {
      audience("everyone");
    }
    shown("/leaderboard");
  }

  private static void audience(String word) {
    arena
        .part(Settings.class)
        .change(Map.of("tiltyard.leaderboard.audience", StringNode.valueOf(word)), "a test");
  }

  @Test
  void tellsProgramsTheSameNumbers() {
    JsonNode board = board("?language=English");
    assertThat(board.get("votes").asLong()).isEqualTo(16);
    assertThat(board.get("ties").asLong()).isEqualTo(1);
    JsonNode first = Objects.requireNonNull(board.get("models").get(0));
    assertThat(first.get("model").asString()).isEqualTo("ash");
    assertThat(first.get("rank").get("best").asInt()).isEqualTo(1);
    assertThat(first.get("win_rate").asDouble()).isEqualTo(6.5 / 11);
    assertThat(board.get("unranked").get(0).get("why").asString()).isEqualTo("not-enough-votes");
    assertThat(board("?language=German").get("models").get(0).get("rating").asDouble())
        .isEqualTo(1000.0);
  }
}
