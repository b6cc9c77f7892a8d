package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are written as Python's {@code repr} writes them. */
class NumbersTest {

  /** Both columns are what Python 3 printed for {@code repr(float(text))}. */
  @ParameterizedTest
  @CsvSource({
    "1682351591.1322, 1682351591.1322",
    "1682351591, 1682351591.0",
    "2.8765102E-5, 2.8765102e-05",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "9999999999999998, 9999999999999998.0",
    "1E16, 1e+16",
    "1E22, 1e+22",
    "123456789012345680, 1.2345678901234568e+17",
    "5E-324, 5e-324",
    "1E-323, 1e-323",
    "2E-323, 2e-323",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "2E23, 2e+23",
    "9007199254740993, 9007199254740992.0",
    "-0.5, -0.5",
    "-1E-7, -1e-07",
    "0, 0.0",
    "-0.0, -0.0",
    "100, 100.0",
    "0.30000000000000004, 0.30000000000000004"
  })
  void asPythonPrintsThem(String number, String printed) {
    assertThat(Numbers.text(Double.parseDouble(number))).isEqualTo(printed);
  }

  @Test
  void everyNumberReadsBackAsItself() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(Numbers.text(value))).isEqualTo(value);
      }
    }
  }
}
