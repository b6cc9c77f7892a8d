package org.tiltyard.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tiltyard.demo.Formula.Binary;
import org.tiltyard.demo.Formula.Call;
import org.tiltyard.demo.Formula.Constant;
import org.tiltyard.demo.Formula.Factorial;
import org.tiltyard.demo.Formula.Literal;
import org.tiltyard.demo.Formula.Negated;
import org.tiltyard.demo.Formula.Percent;

/**
 * Reads the longest expression at a place in a list of tokens, and leaves the rest alone, since
 * prose may go on after it. Powers bind before signs, signs before products, products before sums;
 * powers group to the right, all else to the left.
 */
final class FormulaParser {

  static final Set<String> FUNCTIONS =
      Set.of(
          "sqrt", "cbrt", "abs", "round", "floor", "ceil", "ln", "log", "log10", "log2", "exp",
          "sin", "cos", "tan", "asin", "acos", "atan", "min", "max", "gcd", "lcm");

  static final Map<String, Rational> CONSTANTS =
      Map.of(
          "pi", Rational.approximately(new BigDecimal("3.14159265358979323846264338327950288420")),
          "e", Rational.approximately(new BigDecimal("2.71828182845904523536028747135266249776")));

  private static final int DEEPEST = 60;
  private static final int MOST_OPERATIONS = 150;

  private final List<String> tokens;
  private int at;
  private int depth;
  private int operations;

  private FormulaParser(List<String> tokens, int at) {
    this.tokens = tokens;
    this.at = at;
  }

  /** A formula, and the index of the first token after it. */
  record Found(Formula formula, int end) {}

  static Optional<Found> parse(List<String> tokens, int start) {
    FormulaParser parser = new FormulaParser(tokens, start);
    return parser.sum().map(formula -> new Found(formula, parser.at));
  }

  private Optional<Formula> sum() {
    if (depth >= DEEPEST) {
      return Optional.empty();
    }
    depth++;
    Optional<Formula> left = product();
    while (left.isPresent() && (next("+") || next("-"))) {
      Optional<Formula> whole = binary(left.get(), tokens.get(at), this::product);
      if (whole.isEmpty()) {
        break;
      }
      left = whole;
    }
    depth--;
    return left;
  }

  private Optional<Formula> product() {
    Optional<Formula> left = signed();
    while (left.isPresent()) {
      Optional<Formula> whole = Optional.empty();
      if (next("*") || next("/") || next("mod")) {
        whole = binary(left.get(), tokens.get(at), this::signed);
      } else if (next("(")) {
        Formula factor = left.get();
        whole = power().map(bracket -> new Binary("*", factor, bracket));
      }
      if (whole.isEmpty()) {
        return left;
      }
      left = whole;
    }
    return left;
  }

  /** Reads on after an operator; gives the place back when no operand follows. */
  private Optional<Formula> binary(
      Formula left, String operator, Supplier<Optional<Formula>> operand) {
    if (++operations > MOST_OPERATIONS) {
      return Optional.empty();
    }
    int before = at++;
    Optional<Formula> right = operand.get();
    if (right.isEmpty()) {
      at = before;
    }
    return right.map(value -> new Binary(operator, left, value));
  }

  private Optional<Formula> signed() {
    int before = at;
    if (next("-") || next("+")) {
      boolean minus = next("-");
      at++;
      depth++;
      Optional<Formula> operand = depth > DEEPEST ? Optional.empty() : signed();
      depth--;
      if (operand.isEmpty()) {
        at = before;
      }
      return minus ? operand.map(Negated::new) : operand;
    }
    return power();
  }

  private Optional<Formula> power() {
    Optional<Formula> base = postfixed();
    return base.isPresent() && next("^")
        ? binary(base.get(), "^", this::signed).or(() -> base)
        : base;
  }

  private Optional<Formula> postfixed() {
    Optional<Formula> operand = primary();
    while (operand.isPresent() && (next("!") || next("%")) && ++operations <= MOST_OPERATIONS) {
      boolean percent = next("%");
      operand = operand.map(value -> percent ? new Percent(value) : new Factorial(value));
      at++;
    }
    return operand;
  }

  private Optional<Formula> primary() {
    if (at >= tokens.size()) {
      return Optional.empty();
    }
    String token = tokens.get(at);
    if (Character.isDigit(token.charAt(token.length() - 1)) && !FUNCTIONS.contains(token)) {
      at++;
      return Optional.of(new Literal(Rational.parse(token)));
    }
    Rational constant = CONSTANTS.get(token);
    if (constant != null) {
      at++;
      return Optional.of(new Constant(token.equals("pi") ? "π" : token, constant));
    }
    if (FUNCTIONS.contains(token)) {
      return call(token);
    }
    return next("(") ? bracket() : Optional.empty();
  }

  private Optional<Formula> bracket() {
    int before = at++;
    Optional<Formula> inside = sum();
    if (inside.isEmpty() || !next(")")) {
      at = before;
      return Optional.empty();
    }
    at++;
    return inside;
  }

  /** {@code sqrt(2)}, {@code max(1, 2, 3)}, or without brackets {@code sqrt 2}. */
  private Optional<Formula> call(String function) {
    int before = at++;
    List<Formula> arguments = new ArrayList<>();
    if (!next("(")) {
      primary().ifPresent(arguments::add);
    } else {
      do {
        at++;
        sum().ifPresent(arguments::add);
      } while (next(","));
      if (next(")")) {
        at++;
      } else {
        arguments.clear();
      }
    }
    if (arguments.isEmpty()) {
      at = before;
      return Optional.empty();
    }
    return Optional.of(new Call(function, List.copyOf(arguments)));
  }

  private boolean next(String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }
}
