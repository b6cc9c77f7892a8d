package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tiltyard.rating.Sensitivity.Change;
import org.tiltyard.rating.Sensitivity.Votes;

class SensitivityTest {

  private static Fit fit(Comparisons.Counter counter) {
    return BradleyTerry.fit(counter.count(), TieRule.HALF);
  }

  @Test
  void countsVotesOfTwoModels() {
    Fit fit =
        fit(new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 60).add(0, 1, Outcome.LOSS, 40));

    assertThat(Sensitivity.ifRemoved(fit, 3))
        .contains(new Change(0, 1, 21, 0.21, List.of(new Votes(0, 1, Outcome.WIN, 21))));
    assertThat(Sensitivity.ifTurned(fit, 3).orElseThrow().votes()).isEqualTo(11);
  }

  /** Of all ways to take votes from three models none takes fewer than the search has found. */
  @Test
  void findsTheFewestThatThereAre() {
    SplittableRandom random = new SplittableRandom(4);
    int found = 0;
    for (int arena = 0; arena < 40; arena++) {
      long[][] counts = new long[3][2];
      for (long[] pair : counts) {
        pair[0] = random.nextInt(3, 9);
        pair[1] = random.nextInt(3, 9);
      }
      Optional<Change> change = Sensitivity.ifRemoved(fit(counter(counts)), 2);
      long fewest = fewest(counts);
      if (change.isPresent()) {
        assertThat(change.get().votes()).isEqualTo(fewest);
        found++;
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  private static Comparisons.Counter counter(long[][] counts) {
    return new Comparisons.Counter(3)
        .add(0, 1, Outcome.WIN, counts[0][0])
        .add(0, 1, Outcome.LOSS, counts[0][1])
        .add(0, 2, Outcome.WIN, counts[1][0])
        .add(0, 2, Outcome.LOSS, counts[1][1])
        .add(1, 2, Outcome.WIN, counts[2][0])
        .add(1, 2, Outcome.LOSS, counts[2][1]);
  }

  /** Tries all ways to take one vote, then all to take two, and so on. */
  private static long fewest(long[][] counts) {
    int first = first(fit(counter(counts)));
    for (int votes = 1; ; votes++) {
      for (int way = 0; way < 5 * 5 * 5 * 5 * 5 * 5; way++) {
        long[][] left = without(counts, way);
        if (votes(counts) - votes(left) == votes
            && Arrays.stream(left).flatMapToLong(Arrays::stream).allMatch(count -> count > 0)
            && first(fit(counter(left))) != first) {
          return votes;
        }
      }
    }
  }

  /** Up to four of each of the six counts are taken away. */
  private static long[][] without(long[][] counts, int way) {
    long[][] left = new long[3][2];
    for (int kind = 0, rest = way; kind < 6; kind++, rest /= 5) {
      left[kind / 2][kind % 2] = counts[kind / 2][kind % 2] - rest % 5;
    }
    return left;
  }

  private static long votes(long[][] counts) {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  private static int first(Fit fit) {
    int first = 0;
    for (int player = 1; player < 3; player++) {
      first = fit.strength(player) > fit.strength(first) + 1e-9 ? player : first;
    }
    return first;
  }

  /** Without the votes it names, or with them turned round, the challenger is really stronger. */
  @Test
  void namesVotesThatDoIt() {
    Comparisons games = played();
    Fit fit = BradleyTerry.fit(games, TieRule.HALF);

    Change removal = Sensitivity.ifRemoved(fit, 3).orElseThrow();
    Change turning = Sensitivity.ifTurned(fit, 3).orElseThrow();

    assertThat(removal.share())
        .isEqualTo(removal.votes() / (double) fit.gamesUsed())
        .isLessThan(0.01);
    assertThat(turning.votes()).isLessThan(removal.votes());
    for (Votes votes : removal.which()) {
      games.counts(votes.outcome())[cell(games, votes)] -= votes.count();
    }
    Fit without = BradleyTerry.fit(games, TieRule.HALF);
    assertThat(without.gamesUsed()).isEqualTo(fit.gamesUsed() - removal.votes());
    assertThat(without.strength(removal.challenger()))
        .isGreaterThan(without.strength(removal.leader()));
    assertThat(removal).isEqualTo(Sensitivity.ifRemoved(fit, 3).orElseThrow());

    games = played();
    for (Votes votes : turning.which()) {
      games.counts(votes.outcome())[cell(games, votes)] -= votes.count();
      games.counts(votes.outcome().mirrored())[cell(games, votes)] += votes.count();
    }
    Fit turned = BradleyTerry.fit(games, TieRule.HALF);
    assertThat(turned.gamesUsed()).isEqualTo(fit.gamesUsed());
    assertThat(turned.strength(turning.challenger()))
        .isGreaterThan(turned.strength(turning.leader()));
  }

  /** Twenty models, each a little stronger than the one before. */
  private static Comparisons played() {
    SplittableRandom random = new SplittableRandom(9);
    Comparisons.Counter counter = new Comparisons.Counter(20);
    for (int game = 0; game < 20_000; game++) {
      int a = random.nextInt(20);
      int b = random.nextInt(20);
      boolean won = random.nextDouble() < BradleyTerry.probability((a - b) * 0.08);
      counter.add(a, b, random.nextInt(5) == 0 ? Outcome.TIE : won ? Outcome.WIN : Outcome.LOSS);
    }
    return counter.count();
  }

  private static int cell(Comparisons games, Votes votes) {
    int cell = 0;
    while (games.first[cell] != votes.a() || games.second[cell] != votes.b()) {
      cell++;
    }
    return cell;
  }

  @Test
  void takesHeavyVotesFirst() {
    Fit fit =
        fit(
            new Comparisons.Counter(2)
                .add(0, 1, Outcome.WIN, 60, 0.5)
                .add(0, 1, Outcome.WIN, 10, 5)
                .add(0, 1, Outcome.LOSS, 40, 0.5));

    assertThat(Sensitivity.ifRemoved(fit, 1).orElseThrow().which())
        .as("80 of weight against 20: ten votes of 5 and 21 of 0.5 leave less than 20")
        .containsExactlyInAnyOrder(
            new Votes(0, 1, Outcome.WIN, 10), new Votes(0, 1, Outcome.WIN, 21));
  }

  @Nested
  class WhenThereIsNoAnswer {

    @Test
    void saysNothingWithoutTwoModels() {
      assertThat(Sensitivity.ifRemoved(fit(new Comparisons.Counter(0)), 5)).isEmpty();
      assertThat(Sensitivity.ifTurned(fit(new Comparisons.Counter(3)), 5)).isEmpty();
      assertThat(
              Sensitivity.ifRemoved(fit(new Comparisons.Counter(2).add(0, 1, Outcome.WIN, 9)), 5))
          .as("the winner never lost: nobody is rated")
          .isEmpty();
    }

    @Test
    void saysNothingWhereModelsOnlyTied() {
      Fit fit = fit(new Comparisons.Counter(3).add(0, 1, Outcome.TIE, 5).add(1, 2, Outcome.TIE, 9));

      assertThat(Sensitivity.ifRemoved(fit, 2)).isEmpty();
      assertThat(Sensitivity.ifTurned(fit, 2)).isEmpty();
    }

    @Test
    void saysNothingWithoutChallengers() {
      assertThat(
              Sensitivity.ifRemoved(
                  fit(
                      new Comparisons.Counter(2)
                          .add(0, 1, Outcome.WIN, 6)
                          .add(0, 1, Outcome.LOSS, 4)),
                  0))
          .isEmpty();
    }
  }
}
