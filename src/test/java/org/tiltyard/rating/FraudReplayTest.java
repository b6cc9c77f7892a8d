package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tiltyard.rating.FraudReplay.Found;
import org.tiltyard.rating.FraudReplay.Kind;
import org.tiltyard.rating.FraudReplay.Report;

/** Honest judges and five kinds of attackers; the bench FraudFinding prints the same with more. */
class FraudReplayTest {

  private static final FraudReplay ARENA = new FraudReplay(400, 20, 100, 7);

  @Test
  void flagsNoMoreHonestJudgesThanTheLevelSays() {
    // Three standard deviations above the level, with 400 judges.
    assertThat(ARENA.at(0.1).of(Kind.HONEST)).extracting(Found::share).matches(is -> is < 0.145);
    assertThat(ARENA.at(0.05).of(Kind.HONEST)).extracting(Found::share).matches(is -> is < 0.083);
  }

  @Test
  void findsWhoDoesNotJudge() {
    Report found = ARENA.at(0.05);

    assertThat(found.of(Kind.ALWAYS_A)).isEqualTo(new Found(20, 20));
    assertThat(found.of(Kind.COPIES_FAVOURITE)).isEqualTo(new Found(20, 20));
    assertThat(found.of(Kind.ONE_MODEL).flagged()).isPositive();
    assertThat(found.of(Kind.RANDOM).flagged()).isPositive();
  }

  /** The test of the paper looks at one side alone, where these look like the best of judges. */
  @Test
  void findsWhoAlwaysVotesForTheExpectedLoser() {
    assertThat(ARENA.at(0.05).of(Kind.EXPECTED_LOSER)).isEqualTo(new Found(20, 20));
  }
}
