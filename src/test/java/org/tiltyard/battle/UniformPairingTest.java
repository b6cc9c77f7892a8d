package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;

class UniformPairingTest {

  private static final ModelId A = new ModelId("a".repeat(32));
  private static final ModelId B = new ModelId("b".repeat(32));
  private static final ModelId C = new ModelId("c".repeat(32));
  private static final ModelId D = new ModelId("d".repeat(32));

  private final UniformPairing pairing = new UniformPairing(new Random(7));

  @Test
  void drawsEveryOrderedPairWithItsStatedProbability() {
    List<Contender> contenders = contenders(A, B, C, D);
    int draws = 24_000;
    Map<Pair, Integer> seen = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      Draw draw = pairing.draw(contenders, null);
      assertThat(draw.propensity()).isEqualTo(1.0 / 12);
      seen.merge(draw.pair(), 1, Integer::sum);
    }

    assertThat(seen).hasSize(12);
    double expected = draws / 12.0;
    double chiSquare =
        seen.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    // The 0.999 quantile of χ² with 11 degrees of freedom.
    assertThat(chiSquare).isLessThan(31.26);
  }

  @Test
  void neverDrawsThePreviousPairAgainInEitherOrder() {
    Pair last = new Pair(B, A);
    for (int i = 0; i < 500; i++) {
      Draw draw = pairing.draw(contenders(A, B, C), last);
      assertThat(draw.pair().meets(last)).isFalse();
      assertThat(draw.propensity()).isEqualTo(1.0 / 4);
    }
  }

  @Test
  void drawsTheOnlyPairThereIsAgainAndAgain() {
    Draw draw = pairing.draw(contenders(A, B), new Pair(A, B));

    assertThat(draw.pair().meets(new Pair(A, B))).isTrue();
    assertThat(draw.propensity()).isEqualTo(0.5);
  }

  @Test
  void replacesAFailedSeatByAModelThatWasNotThereYet() {
    Draw draw =
        pairing
            .replace(new Pair(A, B), Seat.B, contenders(A, B, C, D), Set.of(A, B, C))
            .orElseThrow();

    assertThat(draw.pair()).isEqualTo(new Pair(A, D));
    assertThat(draw.propensity()).isEqualTo(1.0);
  }

  @Test
  void hasNoReplacementWhenEveryoneWasTried() {
    assertThat(pairing.replace(new Pair(A, B), Seat.A, contenders(A, B), Set.of(A, B))).isEmpty();
  }

  private static List<Contender> contenders(ModelId... ids) {
    return Arrays.stream(ids)
        .map(id -> new Contender(id, id.value(), 1, null, Instant.EPOCH))
        .toList();
  }
}
