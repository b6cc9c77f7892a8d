package org.tiltyard.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.tiltyard.integrity.VoteFacts.Count;
import org.tiltyard.integrity.VoteFacts.Own;
import org.tiltyard.integrity.VoteFacts.Reading;

/** Each rule on facts made up for it. */
class RulesTest {

  private static final Instant VOTED = Instant.parse("2026-03-01T08:00:00Z");
  private static final Count FEW = new Count(1, 1);

  private static IntegritySettings settings(Map<String, String> values) {
    Map<String, String> keyed = new TreeMap<>();
    values.forEach((key, value) -> keyed.put("tiltyard.integrity." + key, value));
    return new Binder(new MapConfigurationPropertySource(keyed))
        .bindOrCreate("tiltyard.integrity", IntegritySettings.class);
  }

  private static List<Finding> found(VoteFacts facts) {
    return new Rules(settings(Map.of())).of(facts);
  }

  private static VoteFacts vote(
      Duration dwell, long characters, Count judge, @Nullable Count network) {
    Reading reading = new Reading(VOTED.minus(dwell), characters);
    return new VoteFacts("id", false, 0, false, new Own(VOTED, reading, judge, network));
  }

  private static VoteFacts imported(boolean named, int leaks, boolean mentioned) {
    return new VoteFacts("id", named, leaks, mentioned, null);
  }

  @Test
  void aSlowVoteOfAQuietJudgeIsWell() {
    assertThat(found(vote(Duration.ofSeconds(30), 4000, FEW, FEW))).isEmpty();
  }

  @Test
  void countsTheAnswersThatNameTheirModel() {
    assertThat(found(imported(false, 2, false)))
        .containsExactly(Finding.flagged(Rule.IDENTITY_LEAK, 2, null));
  }

  @Test
  void whatThePersonSaidCountsByItself() {
    assertThat(found(imported(false, 0, true)))
        .containsExactly(Finding.flagged(Rule.IDENTITY_MENTION, 1, null));
  }

  @Test
  void namesThatWereShownAreNoLeak() {
    assertThat(found(imported(true, 2, true))).isEmpty();
  }

  @Test
  void importedVotesAreOnlyAskedWhatCanBeKnown() {
    assertThat(found(imported(false, 0, false))).isEmpty();
  }

  @Test
  void longAnswersTakeLongerToRead() {
    Duration dwell = Duration.ofMillis(2400);
    assertThat(found(vote(dwell, 2800, FEW, FEW))).isEmpty();
    assertThat(found(vote(dwell, 2801, FEW, FEW)))
        .containsExactly(Finding.flagged(Rule.TOO_FAST, 2400, null));
    assertThat(found(vote(Duration.ofSeconds(10), 900_000, FEW, FEW))).isEmpty();
  }

  @Test
  void withoutTimesItSaysThatItCouldNotLook() {
    Own own = new Own(VOTED, null, FEW, FEW);
    assertThat(found(new VoteFacts("id", false, 0, false, own)))
        .containsExactly(Finding.unavailable(Rule.TOO_FAST, "times"));
  }

  @Test
  void aVoteBeforeItsAnswersTellsOfTheClock() {
    assertThat(found(vote(Duration.ofMillis(-1500), 10, FEW, FEW)))
        .containsExactly(Finding.flagged(Rule.TOO_FAST, 0, null));
    assertThat(found(vote(Duration.ofMinutes(-5), 10, FEW, FEW)))
        .containsExactly(Finding.unavailable(Rule.TOO_FAST, "clock"));
  }

  @Test
  void aJudgeIsNamedBeforeTheirNetwork() {
    Duration slow = Duration.ofMinutes(1);
    assertThat(found(vote(slow, 10, new Count(10, 300), new Count(60, 3000)))).isEmpty();
    assertThat(found(vote(slow, 10, new Count(11, 301), new Count(99, 9999))))
        .containsExactly(
            Finding.flagged(Rule.BURST, 11, "judge"), Finding.flagged(Rule.QUOTA, 301, "judge"));
    assertThat(found(vote(slow, 10, FEW, new Count(61, 3001))))
        .containsExactly(
            Finding.flagged(Rule.BURST, 61, "network"),
            Finding.flagged(Rule.QUOTA, 3001, "network"));
  }

  @Test
  void anUnknownNetworkIsSaidAndNotTakenForQuiet() {
    Duration slow = Duration.ofMinutes(1);
    assertThat(found(vote(slow, 10, new Count(11, 11), null)))
        .containsExactly(
            Finding.flagged(Rule.BURST, 11, "judge"), Finding.unavailable(Rule.QUOTA, "network"));
  }

  @Test
  void aLimitOfZeroIsNone() {
    IntegritySettings unlimited =
        settings(
            Map.of(
                "burst-judge",
                "0",
                "burst-network",
                "0",
                "quota-judge",
                "0",
                "quota-network",
                "0"));
    assertThat(new Rules(unlimited).of(vote(Duration.ofMinutes(1), 10, new Count(99, 9999), null)))
        .isEmpty();
  }

  @Test
  void rulesThatAreOffSayNothing() {
    IntegritySettings off =
        settings(
            Map.of(
                "identity-leak", "off",
                "identity-mention", "off",
                "too-fast", "off",
                "burst", "off",
                "quota", "off"));
    Own own = new Own(VOTED, null, new Count(99, 9999), null);
    assertThat(new Rules(off).of(new VoteFacts("id", false, 2, true, own))).isEmpty();
  }

  @Test
  void aNotedRuleFindsTheSameAsOneThatLeavesOut() {
    IntegritySettings noted = settings(Map.of("identity-leak", "note"));
    assertThat(new Rules(noted).of(imported(false, 1, false)))
        .isEqualTo(found(imported(false, 1, false)));
    assertThat(noted.ofSingleVotes()).isNotEqualTo(settings(Map.of()).ofSingleVotes());
  }

  @Test
  void quantilesOfPromptsLieBetweenNeighbours() {
    PromptCounts counts = new PromptCounts(new TreeMap<>(Map.of(1L, 98L, 3L, 1L, 70L, 1L)));
    assertThat(counts.quantile(0.5)).isEqualTo(1);
    assertThat(counts.quantile(1)).isEqualTo(70);
    // Of 100 places from 0, the one at 98.9901.
    assertThat(counts.quantile(0.9999)).isEqualTo(3 + 0.9901 * 67, within(1e-9));
    assertThat(counts.repeatedFrom(settings(Map.of()))).isEqualTo(70);
    assertThat(counts.repeatedFrom(settings(Map.of("repeated-prompt-least", "70")))).isEqualTo(71);
    assertThat(new PromptCounts(new TreeMap<>()).repeatedFrom(settings(Map.of()))).isEqualTo(51);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
