package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tiltyard.battle.PairingFixture.id;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;

class PairingTest {

  private static final int DRAWS = 60_000;
  private static final double EXACT = 1e-9;

  /** Every policy, with everything that bends its odds. */
  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("uniform", Map.of("policy", "uniform")),
        Arguments.of("weighted", Map.of("policy", "weighted")),
        Arguments.of(
            "boosted, with targets",
            Map.of(
                "boosts[0]", "m1 = 3",
                "boosts[1]", "m* = 2 until 2026-06-01",
                "targets[0]", "m2 = 45 %",
                "targets[1]", "tall = 30%")),
        Arguments.of("strict", Map.of("only-meet[0]", "m* vs tall")),
        Arguments.of("adaptive", Map.of("policy", "adaptive", "explore", "0.2")),
        Arguments.of(
            "adaptive, with rules and newcomers",
            Map.of(
                "policy", "adaptive",
                "never-meet[0]", "group:red vs m0",
                "newcomer-votes", "30",
                "newcomer-share", "0.4")));
  }

  /** Six models: two weigh more or less, two are of one group, one has few votes. */
  private static PairingFixture arena() {
    return PairingFixture.of(3)
        .add("tall", 2.5, null)
        .add("scarlet", 1, "red")
        .add("crimson", 0.5, "red")
        .votes(0, 1, 10, 3, 2)
        .votes(1, 0, 40, 5, 0)
        .votes(0, 2, 7, 7, 7)
        .votes(1, 2, 80, 70, 30)
        .votes(3, 0, 20, 1, 0)
        .votes(3, 4, 9, 9, 0)
        .votes(4, 2, 3, 11, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void drawsEveryOrderedPairAsOftenAsItSays(String name, Map<String, ?> settings) {
    PairingFixture arena = arena();
    Pairing pairing = arena.pairing(settings);
    assertFrequencies(pairing, arena.contenders, null);
    assertFrequencies(pairing, arena.contenders, new Pair(id(3), id(2)));
    assertFrequencies(pairing, arena.contenders, new Pair(id(0), id(1)));
  }

  private static void assertFrequencies(
      Pairing pairing, List<Contender> contenders, @Nullable Pair last) {
    Map<Pair, Integer> seen = new HashMap<>();
    PairOdds odds = pairing.odds(contenders);
    for (int i = 0; i < DRAWS; i++) {
      Draw draw = pairing.draw(contenders, last);
      assertThat(draw.propensity()).isEqualTo(odds.propensity(draw.pair(), last));
      seen.merge(draw.pair(), 1, Integer::sum);
    }
    double sum = 0;
    double chiSquare = 0;
    int possible = 0;
    for (Pair pair : orderedPairs(contenders)) {
      double propensity = odds.propensity(pair, last);
      sum += propensity;
      if (propensity > 0) {
        double expected = DRAWS * propensity;
        double off = seen.getOrDefault(pair, 0) - expected;
        chiSquare += off * off / expected;
        possible++;
      } else {
        assertThat(seen).doesNotContainKey(pair);
      }
    }
    assertThat(sum).isCloseTo(1, within(EXACT));
    assertThat(chiSquare).isLessThan(quantile(possible - 1));
  }

  /** The 0.999 quantile of χ², by Wilson and Hilferty. */
  private static double quantile(int degrees) {
    double variance = 2 / (9.0 * degrees);
    return degrees * Math.pow(1 - variance + 3.0902 * Math.sqrt(variance), 3);
  }

  private static List<Pair> orderedPairs(List<Contender> contenders) {
    List<Pair> pairs = new ArrayList<>();
    for (Contender a : contenders) {
      for (Contender b : contenders) {
        if (a != b) {
          pairs.add(new Pair(a.id(), b.id()));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void replacesAsOftenAsItSays(String name, Map<String, ?> settings) {
    PairingFixture arena = arena();
    Pairing pairing = arena.pairing(settings);
    Pair failed = new Pair(id(3), id(1));
    Set<ModelId> tried = Set.of(id(3), id(1));
    Pair last = new Pair(id(2), id(3));
    Map<Pair, Integer> seen = new HashMap<>();
    Map<Pair, Double> stated = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      Draw draw = pairing.replace(failed, Seat.B, arena.contenders, tried, last).orElseThrow();
      seen.merge(draw.pair(), 1, Integer::sum);
      stated.put(draw.pair(), draw.propensity());
    }

    assertThat(stated.values().stream().mapToDouble(one -> one).sum()).isCloseTo(1, within(EXACT));
    assertThat(seen.keySet())
        .allSatisfy(pair -> {
          assertThat(pair.a()).isEqualTo(id(3));
          assertThat(tried).doesNotContain(pair.b());
          assertThat(pair.meets(last)).isFalse();
        });
    double chiSquare =
        stated.entrySet().stream()
            .mapToDouble(entry -> {
              double expected = DRAWS * entry.getValue();
              double off = seen.getOrDefault(entry.getKey(), 0) - expected;
              return off * off / expected;
            })
            .sum();
    assertThat(chiSquare).isLessThan(quantile(Math.max(1, stated.size() - 1)));
  }

  @Test
  void neverLetsModelsMeetThatMayNot() {
    PairingFixture arena = arena();
    Pairing pairing =
        arena.pairing(Map.of("never-meet[0]", "m0 vs M1", "never-meet[1]", "tall vs group:r*"));
    for (int i = 0; i < 5_000; i++) {
      Pair pair = pairing.draw(arena.contenders, null).pair();
      assertThat(pair.meets(new Pair(id(0), id(1)))).isFalse();
      assertThat(pair.meets(new Pair(id(3), id(4)))).isFalse();
      assertThat(pair.meets(new Pair(id(3), id(5)))).isFalse();
      assertThat(pair.meets(new Pair(id(4), id(5)))).as("one group").isFalse();
      Draw instead =
          pairing
              .replace(new Pair(id(2), id(3)), Seat.A, arena.contenders, Set.of(), null)
              .orElseThrow();
      assertThat(List.of(id(0), id(1), id(2))).contains(instead.pair().a());
    }
  }

  @Test
  void drawsTheOnlyPairThereIsAgainAndAgain() {
    Draw draw =
        PairingFixture.of(2)
            .pairing(Map.of())
            .draw(PairingFixture.of(2).contenders, new Pair(id(1), id(0)));

    assertThat(draw.propensity()).isEqualTo(0.5);
    assertThat(draw.policy()).isEqualTo("weighted");
  }

  @Test
  void hasNoReplacementWhenNobodyIsLeft() {
    PairingFixture arena = PairingFixture.of(3).add("m3", 0, null);

    assertThat(
            arena
                .pairing(Map.of())
                .replace(
                    new Pair(id(0), id(1)),
                    Seat.A,
                    arena.contenders,
                    Set.of(id(0), id(1), id(2)),
                    null))
        .isEmpty();
  }

  @Test
  void refusesWhereNoTwoMayMeet() {
    PairingFixture sisters = new PairingFixture().add("one", 1, "g").add("two", 1, "g");
    PairingFixture weightless = new PairingFixture().add("one", 0, null).add("two", 1, null);

    assertThatThrownBy(() -> sisters.pairing(Map.of()).draw(sisters.contenders, null))
        .isInstanceOf(TooFewModels.class);
    assertThatThrownBy(() -> weightless.pairing(Map.of()).draw(weightless.contenders, null))
        .isInstanceOf(TooFewModels.class);
    assertThat(weightless.odds(Map.of("policy", "uniform")).any()).isTrue();
  }

  @Nested
  class Weighted {

    @Test
    void goesByTheProductOfWeights() {
      PairOdds odds =
          new PairingFixture()
              .add("one", 1, null)
              .add("two", 2, null)
              .add("three", 3, null)
              .odds(Map.of());

      assertThat(odds.ofPair(0, 1)).isCloseTo(2 / 11.0, within(EXACT));
      assertThat(odds.ofPair(1, 2)).isCloseTo(6 / 11.0, within(EXACT));
      assertThat(odds.ofModel(2)).isCloseTo(9 / 11.0, within(EXACT));
    }

    @Test
    void endsABoostAfterItsDay() {
      PairingFixture arena = PairingFixture.of(3);
      Map<String, ?> settings = Map.of("boosts[0]", "m0 = 4 until 2026-06-01");

      Instant lastMoment = Instant.parse("2026-06-01T23:59:59Z");
      PairOdds before = arena.pairing(settings, lastMoment).odds(arena.contenders);
      PairOdds after = arena.pairing(settings, lastMoment.plusSeconds(1)).odds(arena.contenders);

      assertThat(before.ofModel(0)).isCloseTo(8 / 9.0, within(EXACT));
      assertThat(after.ofModel(0)).isCloseTo(2 / 3.0, within(EXACT));
    }

    @Test
    void meetsSeveralTargetsAtOnce() {
      PairOdds odds =
          PairingFixture.of(8)
              .odds(
                  Map.of(
                      "targets[0]", "m0 = 60 %", "targets[1]", "m1=50%", "targets[2]", "m2 = 1 %"));

      assertThat(odds.ofModel(0)).isCloseTo(0.6, within(EXACT));
      assertThat(odds.ofModel(1)).isCloseTo(0.5, within(EXACT));
      assertThat(odds.ofModel(2)).isCloseTo(0.01, within(EXACT));
      assertThat(odds.ofPair(3, 4)).isCloseTo(odds.ofPair(6, 7), within(EXACT));
    }

    @Test
    void putsOneModelIntoEveryBattle() {
      PairOdds odds = PairingFixture.of(5).odds(Map.of("targets[0]", "m4 = 100 %"));

      assertThat(odds.ofModel(4)).isCloseTo(1, within(EXACT));
      assertThat(odds.ofPair(0, 1)).isZero();
    }

    @Test
    void comesAsCloseAsItCanToTargetsThatCantBeMet() {
      PairOdds odds =
          PairingFixture.of(4)
              .odds(
                  Map.of(
                      "targets[0]",
                      "m0 = 90 %",
                      "targets[1]",
                      "m1 = 90 %",
                      "targets[2]",
                      "m2 = 90 %"));

      assertThat(odds.any()).isTrue();
      assertThat(odds.ofModel(0) + odds.ofModel(1) + odds.ofModel(2) + odds.ofModel(3))
          .isCloseTo(2, within(EXACT));
    }

    @Test
    void letsOnlyNamedSidesMeet() {
      PairOdds odds =
          new PairingFixture()
              .add("llama-small", 1, null)
              .add("llama-large", 1, null)
              .add("gpt", 1, null)
              .add("other", 1, null)
              .add("another", 1, null)
              .odds(Map.of("only-meet[0]", "llama-* vs gpt*"));

      assertThat(odds.ofPair(0, 2)).isCloseTo(1 / 3.0, within(EXACT));
      assertThat(odds.ofPair(1, 2)).isCloseTo(1 / 3.0, within(EXACT));
      assertThat(odds.ofPair(3, 4)).isCloseTo(1 / 3.0, within(EXACT));
      assertThat(odds.ofPair(0, 1) + odds.ofPair(2, 3)).isZero();
    }
  }

  @Nested
  class Adaptive {

    @Test
    void followsItsFormula() {
      PairOdds odds =
          PairingFixture.of(3)
              .votes(0, 1, 49, 49, 0)
              .votes(2, 1, 0, 38, 0)
              .votes(0, 2, 4, 0, 4)
              .odds(Map.of("policy", "adaptive", "explore", "0.1"));

      double even = 0.5 * (1 / Math.sqrt(98) - 1 / Math.sqrt(99));
      double clear = Math.sqrt(39 / 1600.0) * (1 / Math.sqrt(38) - 1 / Math.sqrt(39));
      double half = Math.sqrt(0.6 - 0.49) * (1 / Math.sqrt(8) - 1 / Math.sqrt(9));
      double sum = even + clear + half;
      assertThat(odds.ofPair(0, 1)).isCloseTo(0.9 * even / sum + 0.1 / 3, within(EXACT));
      assertThat(odds.ofPair(1, 2)).isCloseTo(0.9 * clear / sum + 0.1 / 3, within(EXACT));
      assertThat(odds.ofPair(0, 2)).isCloseTo(0.9 * half / sum + 0.1 / 3, within(EXACT));
    }

    @Test
    void keepsEveryPairPossible() {
      PairOdds odds =
          PairingFixture.of(4)
              .votes(0, 1, 1_000_000, 0, 0)
              .odds(Map.of("policy", "adaptive", "explore", "0.06"));

      assertThat(odds.ofPair(0, 1)).isBetween(0.01, 0.0101);
    }
  }

  @Nested
  class Newcomers {

    private final PairingFixture arena =
        PairingFixture.of(6).votes(0, 1, 60, 60, 0).votes(2, 3, 50, 60, 5).votes(4, 0, 1, 0, 0);

    @Test
    void getTheirShareTogether() {
      PairOdds odds =
          arena.odds(
              Map.of("newcomer-votes", "100", "newcomer-share", "0.8", "boosts[0]", "m0 = 5"));

      double ofOthers =
          odds.ofPair(0, 1)
              + odds.ofPair(0, 2)
              + odds.ofPair(0, 3)
              + odds.ofPair(1, 2)
              + odds.ofPair(1, 3)
              + odds.ofPair(2, 3);
      assertThat(ofOthers).isCloseTo(0.2, within(EXACT));
      assertThat(odds.ofPair(0, 2) / odds.ofPair(1, 2)).isCloseTo(5, within(EXACT));
    }

    @Test
    void keepALargerShareThatTheyHaveAnyway() {
      Map<String, ?> given = Map.of("newcomer-votes", "100", "newcomer-share", "0.05");

      assertThat(arena.odds(given).ofModel(5))
          .isCloseTo(arena.odds(Map.of()).ofModel(5), within(EXACT));
    }
  }
}
