package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WinMatrixTest {

  @Test
  void knowsNothingOfAPairWithoutAGame() {
    assertThat(WinMatrix.variance(0, 0, 0)).isEqualTo(0.25);
  }

  @Test
  void comesToTheVarianceOfTheScores() {
    assertThat(WinMatrix.variance(700_000, 300_000, 0)).isCloseTo(0.21, within(1e-5));
    assertThat(WinMatrix.variance(250_000, 250_000, 500_000)).isCloseTo(0.125, within(1e-5));
    assertThat(WinMatrix.variance(3, 9, 4)).isCloseTo(WinMatrix.variance(9, 3, 4), within(1e-15));
  }

  @Test
  void neverTakesAPairForDecided() {
    assertThat(WinMatrix.variance(20, 0, 0)).isBetween(0.04, 0.05);
  }

  @Test
  void expectsLessOfEveryFurtherGame() {
    assertThat(WinMatrix.gain(0.25, 1)).isCloseTo(0.5 - Math.sqrt(0.125), within(1e-15));
    assertThat(WinMatrix.gain(0.25, 0)).isEqualTo(WinMatrix.gain(0.25, 1));
    assertThat(WinMatrix.gain(0.25, 100)).isLessThan(WinMatrix.gain(0.25, 99));
    assertThat(WinMatrix.gain(0.04, 100)).isLessThan(WinMatrix.gain(0.25, 100));
  }
}
