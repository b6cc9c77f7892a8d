package org.tiltyard.demo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A fraction in lowest terms, so that decimals and thirds stay exact. {@code exact} is false for
 * what came out of a rounded function such as a sine, and stays false for all that follows from it.
 */
record Rational(BigInteger numerator, BigInteger denominator, boolean exact) {

  /** Digits beyond which a number is refused: no prompt may keep a processor busy. */
  private static final int MOST_BITS = 12_000;

  private static final int MOST_DECIMALS = 30;
  private static final int MOST_DIGITS_SHOWN = 120;
  private static final MathContext SHOWN = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final BigDecimal SMALLEST_SHOWN = new BigDecimal("1e-13");

  static final Rational ZERO = of(0);
  static final Rational ONE = of(1);

  Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("division by zero has no value");
    }
    BigInteger common = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      common = common.negate();
    }
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
    if (numerator.bitLength() > MOST_BITS || denominator.bitLength() > MOST_BITS) {
      throw tooLarge();
    }
  }

  static ArithmeticException tooLarge() {
    return new ArithmeticException("the number is too large for this program");
  }

  static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE, true);
  }

  /** Reads plain or scientific notation, at most ±300 in the exponent. */
  static Rational parse(String text) {
    return of(new BigDecimal(text), true);
  }

  static Rational approximately(BigDecimal value) {
    return of(value, false);
  }

  static Rational approximately(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("there is no such number");
    }
    return of(BigDecimal.valueOf(value), false);
  }

  private static Rational of(BigDecimal value, boolean exact) {
    if (Math.abs((long) value.scale()) > 3_000) {
      throw tooLarge();
    }
    return value.scale() > 0
        ? new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()), exact)
        : new Rational(value.toBigIntegerExact(), BigInteger.ONE, exact);
  }

  Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator),
        exact && other.exact);
  }

  Rational minus(Rational other) {
    return plus(other.negated());
  }

  Rational negated() {
    return new Rational(numerator.negate(), denominator, exact);
  }

  Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator),
        denominator.multiply(other.denominator),
        exact && other.exact);
  }

  Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator),
        denominator.multiply(other.numerator),
        exact && other.exact);
  }

  /** What is left after dividing, with the sign of the divisor. */
  Rational modulo(Rational other) {
    return minus(other.times(dividedBy(other).floor()));
  }

  Rational floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    BigInteger whole = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return new Rational(whole, BigInteger.ONE, exact);
  }

  Rational power(Rational exponent) {
    if (!exponent.isWhole()) {
      return exponent.denominator.equals(BigInteger.TWO)
          ? power(new Rational(exponent.numerator, BigInteger.ONE, exponent.exact)).squareRoot()
          : approximately(StrictMath.pow(toDouble(), exponent.toDouble()));
    }
    if (exponent.numerator.bitLength() > 31) {
      throw tooLarge();
    }
    int times = exponent.numerator.intValueExact();
    long bits =
        (long) Math.max(numerator.bitLength(), denominator.bitLength()) * Math.abs((long) times);
    if (bits > MOST_BITS * 2L) {
      throw tooLarge();
    }
    Rational power =
        new Rational(numerator.pow(Math.abs(times)), denominator.pow(Math.abs(times)), exact);
    return times < 0 ? ONE.dividedBy(power) : power;
  }

  Rational squareRoot() {
    if (numerator.signum() < 0) {
      throw new ArithmeticException("a negative number has no real square root");
    }
    BigInteger above = numerator.sqrt();
    BigInteger below = denominator.sqrt();
    if (above.multiply(above).equals(numerator) && below.multiply(below).equals(denominator)) {
      return new Rational(above, below, exact);
    }
    return approximately(toDecimal(new MathContext(40)).sqrt(new MathContext(30)));
  }

  boolean isWhole() {
    return denominator.equals(BigInteger.ONE);
  }

  int compare(Rational other) {
    return minus(other).numerator.signum();
  }

  double toDouble() {
    return toDecimal(MathContext.DECIMAL64).doubleValue();
  }

  BigDecimal toDecimal(MathContext context) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), context);
  }

  /** Whether {@link #toString} shows all of the value. */
  boolean shownInFull() {
    return exact && exactDecimal() != null;
  }

  private @Nullable BigDecimal exactDecimal() {
    try {
      BigDecimal decimal = new BigDecimal(numerator).divide(new BigDecimal(denominator));
      boolean fits = decimal.scale() <= MOST_DECIMALS && decimal.precision() <= MOST_DIGITS_SHOWN;
      return fits ? decimal : null;
    } catch (ArithmeticException endless) {
      return null;
    }
  }

  /** Decimal notation with grouped thousands: all digits when they end, else twelve of them. */
  @Override
  public String toString() {
    BigDecimal decimal = exact ? exactDecimal() : null;
    if (decimal == null) {
      decimal = toDecimal(SHOWN).stripTrailingZeros();
      if (decimal.abs().compareTo(SMALLEST_SHOWN) < 0 && !exact) {
        return "0";
      }
      if (decimal.precision() - decimal.scale() > 21 || decimal.scale() > MOST_DECIMALS) {
        return decimal.round(SHOWN).toString().replace("E+", " × 10^").replace("E", " × 10^");
      }
    }
    return grouped(decimal.toPlainString());
  }

  /** "3/7" for what has no finite decimals, when it is short enough to help. */
  String fraction() {
    String fraction = numerator + "/" + denominator;
    return exact && !isWhole() && fraction.length() <= 24 ? fraction : "";
  }

  private static String grouped(String plain) {
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    String whole = plain.substring(0, point);
    if (whole.replace("-", "").length() < 5) {
      return plain.replace('-', '−');
    }
    return (whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + plain.substring(point))
        .replace('-', '−');
  }
}
