package org.tiltyard.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FisherTest {

  /** Quantiles of χ² as tables have them: degrees of freedom, tail, value. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.1, 4.605170",
    "2, 0.001, 13.815511",
    "10, 0.05, 18.307038",
    "20, 0.95, 10.850811",
    "20, 0.01, 37.566235",
    "60, 0.05, 79.081944",
    "100, 0.1, 118.498004",
    "100, 0.99, 70.064895"
  })
  void knowsTheTailOfChiSquare(int degrees, double tail, double value) {
    assertThat(Fisher.tail(value / 2, degrees / 2)).isCloseTo(tail, within(tail * 1e-6));
  }

  /** Small means, large ones, and such for which e^-m is no longer a number. */
  @ParameterizedTest
  @CsvSource({"0.5, 1", "3, 40", "80, 60", "900, 950", "1000, 900", "2000, 1000", "1500, 1600"})
  void agreesWithFortyDigits(double m, int j) {
    MathContext digits = new MathContext(40);
    BigDecimal mean = new BigDecimal(m);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal first = BigDecimal.ONE;
    BigDecimal all = BigDecimal.ONE;
    // Σ m^k / k! of all k is e^m.
    for (int k = 1; k < 12_000; k++) {
      term = term.multiply(mean, digits).divide(BigDecimal.valueOf(k), digits);
      all = all.add(term, digits);
      if (k < j) {
        first = first.add(term, digits);
      }
    }
    double exact = first.divide(all, digits).doubleValue();
    assertThat(Fisher.tail(m, j)).isCloseTo(exact, within(exact * 1e-10));
  }

  @Test
  void staysBetweenZeroAndOne() {
    assertThat(Fisher.tail(0, 5)).isEqualTo(1);
    assertThat(Fisher.tail(1e-12, 5)).isEqualTo(1);
    assertThat(Fisher.tail(1, 100_000)).isEqualTo(1);
    assertThat(Fisher.tail(1e6, 5)).isZero();
    assertThat(Fisher.tail(50_000, 50_000)).isCloseTo(0.5, within(2e-3));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 20, 255, 256, 1_000, 5_000})
  void knowsFactorials(long k) {
    BigInteger factorial = BigInteger.ONE;
    for (long i = 2; i <= k; i++) {
      factorial = factorial.multiply(BigInteger.valueOf(i));
    }
    // log of the leading 60 bits and of the rest, which is a power of two.
    int shift = Math.max(0, factorial.bitLength() - 60);
    double exact = Math.log(factorial.shiftRight(shift).doubleValue()) + shift * Math.log(2);
    assertThat(LogFactorial.of(k)).isCloseTo(exact, within(1e-11 * Math.max(1, exact / 100)));
    assertThat(LogFactorial.choose(k, k)).isZero();
    assertThat(LogFactorial.choose(k, k + 1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void looksAtFivePointsThatTheSeedDecidesAndAtAllVotes() {
    assertThat(Fisher.points(80, 1)).hasSize(5).isSorted().endsWith(80);
    assertThat(Fisher.points(80, 1)).isEqualTo(Fisher.points(80, 1));
    assertThat(Fisher.points(80, 1)).isNotEqualTo(Fisher.points(80, 2));
    assertThat(Fisher.points(1, 1)).containsOnly(1);
  }

  /** Even p-values of honest judges: as few are as small as α as α says, and not many fewer. */
  @Test
  void keepsItsLevel() {
    SplittableRandom random = new SplittableRandom(8);
    int judges = 20_000;
    int small = 0;
    for (int judge = 0; judge < judges; judge++) {
      double[] ps = random.doubles(random.nextInt(10, 100), 1e-9, 1).toArray();
      small += Fisher.p(ps, Fisher.points(ps.length, judge)) <= 0.1 ? 1 : 0;
    }
    assertThat((double) small / judges).isBetween(0.06, 0.1);
  }
}
