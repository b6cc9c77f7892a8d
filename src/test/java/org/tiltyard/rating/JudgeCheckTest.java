package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tiltyard.rating.JudgeVerdict.Checked;
import org.tiltyard.rating.JudgeVerdict.Finding;
import org.tiltyard.rating.JudgeVerdict.Pattern;
import org.tiltyard.rating.JudgeVerdict.Statistic;
import org.tiltyard.rating.JudgeVerdict.Unavailable;

class JudgeCheckTest {

  private static final double ALPHA = 0.1;
  private static final int OTHER = 1;

  private final SplittableRandom random = new SplittableRandom(12);

  /** Others gave 600 votes to the favourite, 100 to neither and 300 to the other model. */
  private static JudgedVote vote(int number, int favourite, boolean inA, Outcome outcome) {
    return inA
        ? new JudgedVote(favourite, OTHER, outcome, 600, 100, 300, number)
        : new JudgedVote(OTHER, favourite, outcome, 300, 100, 600, number);
  }

  /** Votes on seven pairs with a favourite, who sits in either seat. */
  private List<JudgedVote> votes(int count, BiFunction<Integer, Boolean, Outcome> judged) {
    return IntStream.range(0, count)
        .mapToObj(number -> {
          int favourite = 10 + random.nextInt(7);
          boolean inA = random.nextBoolean();
          return vote(number, favourite, inA, judged.apply(favourite, inA));
        })
        .toList();
  }

  private Outcome asOthersDo(int favourite, boolean inA) {
    double drawn = random.nextDouble();
    return drawn < 0.1 ? Outcome.TIE : decided(drawn < 0.7 == inA);
  }

  private static Outcome decided(boolean forA) {
    return forA ? Outcome.WIN : Outcome.LOSS;
  }

  private static JudgeVerdict check(List<JudgedVote> votes) {
    return JudgeCheck.of(votes, 5_200, 4_800, ALPHA, 99);
  }

  private static Checked checked(List<JudgedVote> votes) {
    return (Checked) check(votes);
  }

  private static Finding finding(Checked verdict, Pattern pattern, Statistic statistic) {
    return verdict.findings().stream()
        .filter(one -> one.pattern() == pattern && one.statistic() == statistic)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void passesAJudgeWhoVotesAsOthersDo() {
    Checked verdict = checked(votes(200, this::asOthersDo));

    assertThat(verdict.flagged()).isFalse();
    assertThat(verdict.strongest().p()).isGreaterThan(ALPHA);
    assertThat(verdict.findings())
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(found -> assertThat(found.p()).isBetween(0.0, 1.0));
  }

  @Test
  void findsWhoAlwaysVotesForTheFavourite() {
    assertThat(checked(votes(30, (favourite, inA) -> decided(inA))).strongest())
        .extracting(Finding::pattern, Finding::model)
        .containsExactly(Pattern.WITH_FAVOURITE, OptionalInt.empty());
  }

  @Test
  void findsWhoAlwaysVotesForTheExpectedLoser() {
    Checked verdict = checked(votes(15, (favourite, inA) -> decided(!inA)));

    assertThat(verdict.flagged()).isTrue();
    assertThat(finding(verdict, Pattern.AGAINST_FAVOURITE, Statistic.POINTS).p()).isLessThan(ALPHA);
    assertThat(finding(verdict, Pattern.AGAINST_FAVOURITE, Statistic.FISHER).p()).isLessThan(ALPHA);
    assertThat(finding(verdict, Pattern.WITH_FAVOURITE, Statistic.FISHER).p()).isEqualTo(1);
  }

  @Test
  void findsWhoVotesAtRandom() {
    Checked verdict = checked(votes(150, (favourite, inA) -> decided(random.nextBoolean())));

    assertThat(verdict.flagged()).isTrue();
    assertThat(verdict.strongest().pattern()).isEqualTo(Pattern.AGAINST_FAVOURITE);
  }

  @Test
  void findsWhoAlwaysVotesForOneSeat() {
    assertThat(checked(votes(20, (favourite, inA) -> Outcome.WIN)).strongest().pattern())
        .isEqualTo(Pattern.SEAT_A);
    assertThat(checked(votes(20, (favourite, inA) -> Outcome.LOSS)).strongest().pattern())
        .isEqualTo(Pattern.SEAT_B);
  }

  @Test
  void findsWhoVotesForOneModelOrAgainstIt() {
    Checked against =
        checked(
            votes(
                120,
                (favourite, inA) -> favourite == 12 ? decided(!inA) : asOthersDo(favourite, inA)));

    assertThat(against.flagged()).isTrue();
    assertThat(against.strongest().pattern()).isEqualTo(Pattern.AGAINST_MODEL);
    assertThat(against.strongest().model()).hasValue(12);
    assertThat(against.strongest().votes()).isBetween(8, 30);
  }

  /** Ten pairs, ten votes for the favourite, each of which has 601 of 1,001 votes then. */
  @Test
  void knowsTheProbabilityToTheLastDigits() {
    List<JudgedVote> votes =
        IntStream.range(0, 10)
            .mapToObj(
                number -> vote(number, 10 + number, number % 2 == 0, decided(number % 2 == 0)))
            .toList();
    double tests = 4;

    Checked verdict = checked(votes);

    assertThat(finding(verdict, Pattern.WITH_FAVOURITE, Statistic.POINTS).p())
        .isCloseTo(2 * tests * Math.pow(601 / 1_001.0, 10), within(1e-12));
    assertThat(finding(verdict, Pattern.FOR_MODEL, Statistic.POINTS).model())
        .as("one model was seen ten times, each of the others once")
        .hasValue(OTHER);
  }

  @Test
  void doesNotCareWhichModelHasTheLowerNumber() {
    List<JudgedVote> votes = votes(60, this::asOthersDo);
    List<JudgedVote> renumbered =
        votes.stream()
            .map(vote ->
                new JudgedVote(
                    100 - vote.a(),
                    100 - vote.b(),
                    vote.outcome(),
                    vote.wins(),
                    vote.ties(),
                    vote.losses(),
                    vote.seed()))
            .toList();

    for (Pattern pattern : List.of(Pattern.AGAINST_FAVOURITE, Pattern.WITH_FAVOURITE)) {
      for (Statistic statistic : Statistic.values()) {
        assertThat(finding(checked(renumbered), pattern, statistic).p())
            .isCloseTo(finding(checked(votes), pattern, statistic).p(), within(1e-9));
      }
    }
  }

  @Test
  void saysTheSameEveryTime() {
    List<JudgedVote> votes = votes(60, this::asOthersDo);

    assertThat(check(votes)).isEqualTo(check(votes));
  }

  /** A judge who stops judging after hundreds of votes is found by what came last. */
  @Test
  void findsWhoBeginsToCheatLate() {
    List<JudgedVote> votes = new ArrayList<>(votes(300, this::asOthersDo));
    votes.addAll(votes(100, (favourite, inA) -> decided(!inA)));

    assertThat(checked(votes).flagged()).isTrue();
  }

  @Test
  void looksAtTheLatestVotesOfAVeryBusyJudge() {
    List<JudgedVote> votes =
        new ArrayList<>(votes(JudgeCheck.MOST_VOTES, (f, inA) -> decided(!inA)));
    votes.addAll(votes(JudgeCheck.MOST_VOTES, this::asOthersDo));

    assertThat(checked(votes).strongest().votes()).isLessThanOrEqualTo(JudgeCheck.MOST_VOTES);
    assertThat(checked(votes).flagged()).isFalse();
    Collections.reverse(votes);
    assertThat(checked(votes).flagged()).isTrue();
  }

  @Nested
  class WhenLittleIsKnown {

    @Test
    void saysThatTheCheckIsUnavailable() {
      assertThat(check(List.of())).isEqualTo(new Unavailable(0));
      assertThat(check(votes(9, (favourite, inA) -> Outcome.WIN))).isEqualTo(new Unavailable(9));
      assertThat(check(votes(10, (favourite, inA) -> Outcome.WIN))).isInstanceOf(Checked.class);
    }

    @Test
    void leavesPairsOutThatOthersHardlyKnow() {
      List<JudgedVote> votes = new ArrayList<>();
      for (int number = 0; number < 50; number++) {
        votes.add(new JudgedVote(0, 1 + number, Outcome.WIN, 2, 1, 1, number));
        votes.add(new JudgedVote(5, 5, Outcome.WIN, 90, 0, 0, number));
      }

      assertThat(check(votes)).isEqualTo(new Unavailable(0));
    }

    @Test
    void passesAJudgeWhoCallsEverythingATie() {
      Checked verdict = checked(votes(12, (favourite, inA) -> Outcome.TIE));

      assertThat(verdict.findings()).allMatch(found -> found.p() >= 0 && found.p() <= 1);
      assertThat(finding(verdict, Pattern.SEAT_A, Statistic.POINTS).p()).isEqualTo(1);
    }

    @Test
    void passesWhoeverIsAloneWithPairsWithoutAFavourite() {
      List<JudgedVote> votes =
          IntStream.range(0, 40)
              .mapToObj(number ->
                  new JudgedVote(number, 100 + number, decided(number % 2 == 0), 0, 9, 0, number))
              .toList();

      assertThat(JudgeCheck.of(votes, 0, 0, ALPHA, 3)).isInstanceOf(Checked.class);
    }

    @Test
    void refusesCountsThatCantBe() {
      assertThatThrownBy(() -> new JudgedVote(0, 1, Outcome.WIN, -1, 0, 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
