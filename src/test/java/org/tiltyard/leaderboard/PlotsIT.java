package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.MultiValueMap;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.Rank;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** The numbers behind a board's plots, as JSON and as files, from boards of every kind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlotsIT {

  private static final List<String> PLOTS =
      List.of("intervals", "win-rates", "battles", "price", "speed", "style");

  private static TestArena arena;
  private static SeededBattles seeded;
  private static List<String> ids;
  private static Voter visitor;

  @BeforeAll
  static void open() {
    arena = TestArena.start("--tiltyard.leaderboard.minimum-votes=10");
    seeded = new SeededBattles(arena);
    visitor = arena.newVoter();
    ids = seeded.models("birch", "maple", "=rowan", "yew");
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  /** Boards that took long rest a little; here nobody waits for that. */
  private static void counted() {
    seeded.areCounted();
    arena.part(Boards.class).refit(BoardQuery.DEFAULT);
  }

  private static HttpResponse<String> get(String plot) {
    return visitor.get("/leaderboard/plots/" + plot, "*/*");
  }

  private static JsonNode json(String plot) {
    HttpResponse<String> response = get(plot);
    assertThat(response.statusCode()).isEqualTo(200);
    return Voter.json(response);
  }

  @Test
  @Order(1)
  void aBoardWithoutVotesHasPlotsWithoutPoints() {
    for (String plot : PLOTS) {
      assertThat(json(plot + ".json").get("rows")).as(plot).isEmpty();
      assertThat(get(plot + ".csv").body().lines()).as(plot).hasSize(1);
    }
    assertThat(json("history.json").get("series")).isEmpty();
    assertThat(page("")).contains("data-votes=\"0\"");
  }

  /** The board's page; no word of it is missing. */
  private static String page(String query) {
    HttpResponse<String> response = visitor.get("/leaderboard" + query, "text/html");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("<board-plots").doesNotContain("??");
    return response.body();
  }

  @Test
  @Order(2)
  void oneModelAndModelsThatNeverMetHavePlotsToo() {
    seeded.votes(ids.get(0), ids.get(1), "model_a", 12);
    counted();
    for (String plot : PLOTS) {
      assertThat(json(plot + ".json").get("rows")).as(plot).isEmpty();
    }
    assertThat(page("")).contains("No model has a rating yet, so there is nothing to draw.");
    seeded.votes(ids.get(0), ids.get(1), "model_b", 8);
    seeded.votes(ids.get(2), ids.get(3), "tie", 12);
    counted();
    assertThat(json("intervals.json").get("rows"))
        .extracting(row -> row.get("model").asString())
        .containsExactly("birch", "maple");
    assertThat(page("")).contains("on 1 of the 1 pairs", "No model of this board has a price");
    // The seeded answers have no measure of style, or are all alike.
    assertThat(page("?style=on")).contains("they are too much alike");
  }

  @Test
  @Order(3)
  void ratingsAndPairsAreThoseOfTheBoard() {
    seeded.votes(ids.get(1), ids.get(2), "model_a", 6);
    seeded.votes(ids.get(1), ids.get(2), "model_b", 4);
    seeded.votes(ids.get(1), ids.get(2), "tie", 10);
    counted();
    Board board = arena.part(Boards.class).of(BoardQuery.DEFAULT);
    JsonNode first = json("intervals.json").get("rows").get(0);
    assertThat(first.get("model").asString()).isEqualTo("birch");
    assertThat(first.get("votes").asLong()).isEqualTo(20);
    assertThat(first.get("rating").asDouble())
        .isCloseTo(board.rows().getFirst().rating(), within(0.05))
        .isBetween(first.get("lower").asDouble(), first.get("upper").asDouble());

    JsonNode met = pair(json("win-rates.json"), "maple", "=rowan");
    assertThat(met.get("votes").asLong()).isEqualTo(20);
    assertThat(met.get("observed").asDouble()).isEqualTo(0.55);
    assertThat(met.get("expected").asDouble()).isBetween(0.5, 0.6);
    JsonNode strangers = pair(json("battles.json"), "birch", "yew");
    assertThat(strangers.get("votes").asLong()).isZero();
    assertThat(strangers.get("observed").isNull()).isTrue();
  }

  private static JsonNode pair(JsonNode plot, String model, String rival) {
    for (JsonNode row : plot.get("rows")) {
      if (row.get("model").asString().equals(model) && row.get("rival").asString().equals(rival)) {
        return row;
      }
    }
    throw new AssertionError("no pair of " + model + " and " + rival + " in " + plot);
  }

  @Test
  @Order(4)
  void theQueryIsTheBoards() {
    assertThat(
            pair(json("win-rates.json?ties=out&minimum=5"), "maple", "=rowan")
                .get("observed")
                .asDouble())
        .isEqualTo(0.6);
    assertThat(json("intervals.json?language=French").get("rows")).isEmpty();
    assertThat(get("intervals.json?ties=maybe").statusCode()).isEqualTo(422);
    assertThat(get("intervals.csv?from=2026-02-30").statusCode()).isEqualTo(422);
    assertThat(get("nothing.json").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(5)
  void filesAreForSpreadsheets() {
    HttpResponse<String> file = get("battles.csv");
    assertThat(file.headers().firstValue("content-disposition").orElseThrow())
        .contains("leaderboard-battles.csv");
    assertThat(file.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
    assertThat(file.body())
        .startsWith("model,rival,expected,observed,votes\r\n")
        .contains("maple,\"'=rowan\",")
        .containsPattern("birch,yew,0\\.\\d+,,0\r\n");
  }

  @Test
  @Order(6)
  void whatIsNotKnownIsNotDrawn() {
    arena
        .database()
        .sql("update language_model set price_out = 12.5 where name = 'birch'")
        .update();
    arena.database().sql("update language_model set price_out = 0 where name = 'yew'").update();
    assertThat(json("price.json").get("rows"))
        .extracting(row -> row.get("model").asString() + " " + row.get("measure").asDouble())
        .containsExactlyInAnyOrder("birch 12.5", "yew 0.0");
    assertThat(json("speed.json").get("rows")).isEmpty();
    // The seeded answers have no measure of style.
    assertThat(json("style.json?style=on").get("rows")).isEmpty();
  }

  @Test
  @Order(7)
  void daysEndWithThoseThatAreHighest() {
    BoardDays days = arena.part(BoardDays.class);
    LocalDate day = LocalDate.parse("2026-03-01");
    days.add(day, 30, List.of(snapshot(day, 0, 1010), snapshot(day, 3, 1200)));
    LocalDate next = day.plusDays(1);
    days.add(
        next,
        40,
        List.of(snapshot(next, 0, 1000), snapshot(next, 1, 1020), snapshot(next, 2, 990)));
    String period = "?from=2026-03-01&to=2026-03-09";
    assertThat(json("history.json" + period + "&highest=2").get("series"))
        .extracting(line -> line.get("model").asString() + " " + line.get("points").size())
        .containsExactly("maple 1", "birch 2");
    assertThat(get("history.csv" + period).body().lines()).hasSize(1 + 5);
    assertThat(get("history.json?highest=0").statusCode()).isEqualTo(422);
    assertThat(json("history.json?from=2999-01-01").get("series")).isEmpty();

    Board board =
        arena
            .part(Boards.class)
            .of(
                BoardQuery.of(
                    MultiValueMap.fromSingleValue(
                        Map.of("from", "2026-03-01", "to", "2026-03-09"))));
    Days table = arena.part(Plots.class).days(board);
    assertThat(table.models()).containsExactly("maple", "birch", "=rowan");
    assertThat(table.votes()).isEqualTo(40);
    assertThat(table.rows()).extracting(Days.Day::date).containsExactly(next, day);
    assertThat(table.rows().getLast().ratings()).containsExactly(null, 1010.0, null);
  }

  private static Snapshot snapshot(LocalDate day, int model, double rating) {
    return new Snapshot(
        day,
        new ModelId(ids.get(model)),
        "",
        rating,
        rating - 20,
        rating + 20,
        new Rank(1, 2),
        20,
        10,
        8,
        2);
  }
}
