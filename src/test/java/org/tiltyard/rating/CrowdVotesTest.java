package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tiltyard.testing.SharedData;

/**
 * 8,931 real votes on 59 models (LLMFAO, CC BY 4.0), and ratings of them that were computed by
 * other means.
 */
class CrowdVotesTest {

  private record Vote(int a, int b, Outcome outcome) {}

  private record Expected(int rank, int player, double rating, double lower, double upper) {}

  private final Path folder = SharedData.path("llmfao");
  private final Names models = new Names();
  private final List<Vote> votes = votes();

  private List<Vote> votes() {
    return rows("battles.csv").stream()
        .map(row ->
            new Vote(
                models.number(row[2]),
                models.number(row[3]),
                switch (row[4]) {
                  case "model_a" -> Outcome.WIN;
                  case "model_b" -> Outcome.LOSS;
                  default -> Outcome.TIE;
                }))
        .toList();
  }

  private List<Expected> expected() {
    return rows("expected_bt.csv").stream()
        .map(row ->
            new Expected(
                Integer.parseInt(row[1]),
                models.number(row[2]),
                Double.parseDouble(row[3]),
                Double.parseDouble(row[4]),
                Double.parseDouble(row[5])))
        .toList();
  }

  private List<String[]> rows(String file) {
    try {
      return Files.readAllLines(folder.resolve(file)).stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Comparisons counted() {
    Comparisons.Counter counter = new Comparisons.Counter(models.size());
    votes.forEach(vote -> counter.add(vote.a, vote.b, vote.outcome));
    return counter.count();
  }

  @Test
  void agreeWithTheReference() {
    Comparisons games = counted();
    Fit fit = BradleyTerry.fit(games, TieRule.HALF);
    Sandwich sandwich = Sandwich.of(fit);
    List<Expected> expected = expected();

    assertThat(games.games()).isEqualTo(8_931);
    assertThat(fit.rated()).hasSize(59);
    assertThat(expected).hasSize(59);
    for (Expected row : expected) {
      Interval interval = Scale.ELO.rating(sandwich.interval(row.player));
      assertThat(Scale.ELO.rating(fit.strength(row.player))).isCloseTo(row.rating, within(1e-6));
      assertThat(interval.lower()).isCloseTo(row.lower, within(0.05));
      assertThat(interval.upper()).isCloseTo(row.upper, within(0.05));
    }
    List<Rank> ranks = Rank.of(IntStream.range(0, 59).mapToObj(sandwich::interval).toList());
    assertThat(expected).allMatch(row -> ranks.get(row.player).best() == row.rank);
  }

  @Test
  void agreeWithTheReferenceGameByGame() {
    OnlineElo elo = new OnlineElo(models.size(), 4);
    votes.forEach(vote -> elo.play(vote.a, vote.b, vote.outcome));

    List<String[]> expected = new ArrayList<>(rows("expected_online_elo_k4.csv"));
    assertThat(expected).hasSize(59);
    for (String[] row : expected) {
      assertThat(elo.rating(models.number(row[0])))
          .isCloseTo(Double.parseDouble(row[1]), within(1e-6));
    }
  }

  @Test
  void varyAsTheSandwichSaysWhenDrawnAnew() {
    Fit fit = BradleyTerry.fit(counted(), TieRule.HALF);
    Sandwich sandwich = Sandwich.of(fit);
    Bootstrap bootstrap = Bootstrap.of(fit, 1_500, 2);

    assertThat(bootstrap.replicates()).isEqualTo(1_500);
    for (int player : fit.rated()) {
      double deviation = Math.sqrt(sandwich.covariance(player, player));
      assertThat(bootstrap.deviation(player)).isCloseTo(deviation, within(0.1 * deviation));
    }
  }

  @Test
  void tellHowFewOfThemDecideWhoIsFirst() {
    Fit fit = BradleyTerry.fit(counted(), TieRule.HALF);

    Sensitivity.Change removal = Sensitivity.ifRemoved(fit, 5).orElseThrow();
    Sensitivity.Change turning = Sensitivity.ifTurned(fit, 5).orElseThrow();

    System.out.printf(
        "%d votes of %d, or %d turned round, change who is first%n",
        removal.votes(), fit.gamesUsed(), turning.votes());
    assertThat(removal.leader()).isEqualTo(models.number("GPT 4"));
    assertThat(removal.votes()).isBetween(5L, 40L);
    assertThat(turning.votes()).isBetween(3L, removal.votes());
  }
}
