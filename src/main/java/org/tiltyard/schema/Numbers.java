package org.tiltyard.schema;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as texts. */
final class Numbers {

  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final int SCIENTIFIC_BELOW = -4;
  private static final int SCIENTIFIC_FROM = 16;

  private Numbers() {}

  /** Refuses what JSON has no text for. */
  static void finite(@Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("not a finite number: " + value);
    }
  }

  /** Whether a text is a whole number of 64 bits as JSON writes it. */
  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /**
   * The shortest text that reads back as this number, in the form of Python's {@code repr}: {@code
   * 1682351591.1322}, {@code 5.1901172e-09}, {@code 1.0}, {@code 1e+22}.
   */
  static String text(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    String sign = value < 0 ? "-" : "";
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    if (exponent < SCIENTIFIC_BELOW || exponent >= SCIENTIFIC_FROM) {
      return sign + scientific(digits, exponent);
    }
    String plain = shortest.toPlainString();
    return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  private static String scientific(String digits, int exponent) {
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    int size = Math.abs(exponent);
    return digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" + size : Integer.toString(size));
  }

  /** Java's shortest decimals have two digits where one would do ({@code 4.9E-324}). */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    BigDecimal one = decimal.round(new java.math.MathContext(1)).stripTrailingZeros();
    return one.doubleValue() == value ? one : decimal;
  }
}
