package org.tiltyard.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tiltyard.demo.Formula.Binary;
import org.tiltyard.demo.Formula.Call;
import org.tiltyard.demo.Formula.Constant;
import org.tiltyard.demo.Formula.Factorial;
import org.tiltyard.demo.Formula.Literal;
import org.tiltyard.demo.Formula.Negated;
import org.tiltyard.demo.Formula.Percent;

/** Works a formula out, innermost first, and keeps what was done in which order. */
final class Evaluation {

  /** One operation in figures, and what came out. */
  record Step(String working, Rational result) {}

  private static final Rational HUNDRED = Rational.of(100);
  private static final int LARGEST_FACTORIAL = 500;

  private final List<Step> steps = new ArrayList<>();

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * The value of a formula.
   *
   * @throws ArithmeticException with a sentence for the person when there is none
   */
  Rational value(Formula formula) {
    return switch (formula) {
      case Literal literal -> literal.value();
      case Constant constant -> constant.value();
      case Negated negated -> value(negated.operand()).negated();
      case Percent percent -> value(percent.operand()).dividedBy(HUNDRED);
      case Factorial factorial -> factorial(value(factorial.operand()));
      case Binary binary -> binary(binary);
      case Call call -> call(call);
    };
  }

  private Rational binary(Binary binary) {
    Rational left = value(binary.left());
    boolean share =
        binary.right() instanceof Percent
            && (binary.operator().equals("+") || binary.operator().equals("-"));
    if (share) {
      return share(binary, left, (Percent) binary.right());
    }
    Rational right = value(binary.right());
    Rational result =
        switch (binary.operator()) {
          case "+" -> left.plus(right);
          case "-" -> left.minus(right);
          case "*" -> left.times(right);
          case "/" -> left.dividedBy(right);
          case "mod" -> left.modulo(right);
          default -> left.power(right);
        };
    return step(figure(left) + " " + Formula.sign(binary.operator()) + " " + figure(right), result);
  }

  /** "80 + 15%" adds fifteen per cent of the eighty, as pocket calculators do. */
  private Rational share(Binary binary, Rational left, Percent percent) {
    Rational rate = value(percent.operand());
    Rational part = step(rate + "% of " + left, left.times(rate).dividedBy(HUNDRED));
    Rational result = binary.operator().equals("+") ? left.plus(part) : left.minus(part);
    return step(figure(left) + " " + Formula.sign(binary.operator()) + " " + figure(part), result);
  }

  private Rational factorial(Rational operand) {
    if (!operand.isWhole()
        || operand.compare(Rational.ZERO) < 0
        || operand.compare(Rational.of(LARGEST_FACTORIAL)) > 0) {
      throw new ArithmeticException(
          "factorials are worked out here for whole numbers from 0 to " + LARGEST_FACTORIAL);
    }
    BigInteger product = BigInteger.ONE;
    for (int factor = 2; factor <= operand.numerator().intValueExact(); factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return step(operand + "!", new Rational(product, BigInteger.ONE, operand.exact()));
  }

  private Rational call(Call call) {
    List<Rational> arguments = call.arguments().stream().map(this::value).toList();
    String figures = String.join(", ", arguments.stream().map(Rational::toString).toList());
    return step(call.function() + "(" + figures + ")", function(call.function(), arguments));
  }

  private static Rational function(String name, List<Rational> arguments) {
    return switch (name) {
      case "min" ->
          arguments.stream().min(Comparator.comparing(a -> a, Rational::compare)).orElseThrow();
      case "max" ->
          arguments.stream().max(Comparator.comparing(a -> a, Rational::compare)).orElseThrow();
      case "gcd" ->
          whole(arguments.stream().map(Evaluation::whole).reduce(BigInteger::gcd).orElseThrow());
      case "lcm" ->
          whole(
              arguments.stream().map(Evaluation::whole).reduce(Evaluation::multiple).orElseThrow());
      default -> single(name, only(name, arguments));
    };
  }

  private static Rational only(String name, List<Rational> arguments) {
    if (arguments.size() != 1) {
      throw new ArithmeticException(name + " takes one number");
    }
    return arguments.getFirst();
  }

  private static Rational single(String name, Rational x) {
    return switch (name) {
      case "sqrt" -> x.squareRoot();
      case "cbrt" -> cubeRoot(x);
      case "abs" -> x.compare(Rational.ZERO) < 0 ? x.negated() : x;
      case "round" -> x.plus(new Rational(BigInteger.ONE, BigInteger.TWO, true)).floor();
      case "floor" -> x.floor();
      case "ceil" -> x.negated().floor().negated();
      case "ln" -> Rational.approximately(StrictMath.log(positive(x)));
      case "log", "log10" -> Rational.approximately(StrictMath.log10(positive(x)));
      case "log2" -> Rational.approximately(StrictMath.log(positive(x)) / StrictMath.log(2));
      case "exp" -> Rational.approximately(StrictMath.exp(x.toDouble()));
      case "sin" -> Rational.approximately(StrictMath.sin(x.toDouble()));
      case "cos" -> Rational.approximately(StrictMath.cos(x.toDouble()));
      case "tan" -> Rational.approximately(StrictMath.tan(x.toDouble()));
      case "asin" -> Rational.approximately(StrictMath.asin(x.toDouble()));
      case "acos" -> Rational.approximately(StrictMath.acos(x.toDouble()));
      case "atan" -> Rational.approximately(StrictMath.atan(x.toDouble()));
      default -> throw new IllegalArgumentException("no such function: " + name);
    };
  }

  private static Rational cubeRoot(Rational x) {
    Rational rounded = Rational.approximately(StrictMath.rint(StrictMath.cbrt(x.toDouble())));
    Rational whole = new Rational(rounded.numerator(), rounded.denominator(), x.exact());
    boolean perfect = whole.times(whole).times(whole).compare(x) == 0;
    return perfect ? whole : Rational.approximately(StrictMath.cbrt(x.toDouble()));
  }

  private static double positive(Rational x) {
    if (x.compare(Rational.ZERO) <= 0) {
      throw new ArithmeticException("only positive numbers have a logarithm");
    }
    return x.toDouble();
  }

  private static BigInteger whole(Rational x) {
    if (!x.isWhole()) {
      throw new ArithmeticException(x + " is not a whole number");
    }
    return x.numerator();
  }

  private static Rational whole(BigInteger x) {
    return new Rational(x, BigInteger.ONE, true);
  }

  private static BigInteger multiple(BigInteger a, BigInteger b) {
    return a.signum() == 0 || b.signum() == 0
        ? BigInteger.ZERO
        : a.multiply(b).abs().divide(a.gcd(b));
  }

  private Rational step(String working, Rational result) {
    steps.add(new Step(working, result));
    return result;
  }

  private static String figure(Rational value) {
    return value.compare(Rational.ZERO) < 0 ? "(" + value + ")" : value.toString();
  }
}
