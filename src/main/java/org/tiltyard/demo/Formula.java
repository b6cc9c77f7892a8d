package org.tiltyard.demo;

import java.util.List;

/** An arithmetic expression as a tree. */
sealed interface Formula {

  record Literal(Rational value) implements Formula {}

  record Constant(String name, Rational value) implements Formula {}

  record Negated(Formula operand) implements Formula {}

  record Percent(Formula operand) implements Formula {}

  record Factorial(Formula operand) implements Formula {}

  /** Two operands and one of {@code + - * / ^ mod}. */
  record Binary(String operator, Formula left, Formula right) implements Formula {}

  record Call(String function, List<Formula> arguments) implements Formula {}

  /** Whether there is anything to work out; a bare number is no formula. */
  default boolean isWork() {
    return switch (this) {
      case Literal literal -> false;
      case Constant constant -> false;
      case Negated negated -> negated.operand().isWork();
      case Percent percent -> percent.operand().isWork();
      case Factorial factorial -> true;
      case Binary binary -> true;
      case Call call -> true;
    };
  }

  /** The expression as people write it. */
  default String written() {
    return switch (this) {
      case Literal literal -> literal.value().toString();
      case Constant constant -> constant.name();
      case Negated negated -> "−" + bracketed(negated.operand());
      case Percent percent -> bracketed(percent.operand()) + "%";
      case Factorial factorial -> bracketed(factorial.operand()) + "!";
      case Binary binary -> sides(binary);
      case Call call ->
          call.function()
              + "("
              + String.join(", ", call.arguments().stream().map(Formula::written).toList())
              + ")";
    };
  }

  private static String sides(Binary binary) {
    String left =
        strength(binary.left()) < strength(binary)
            ? bracketed(binary.left())
            : binary.left().written();
    boolean rightNeeds =
        strength(binary.right()) < strength(binary)
            || (strength(binary.right()) == strength(binary) && !binary.operator().equals("+"));
    String right = rightNeeds ? bracketed(binary.right()) : binary.right().written();
    return binary.operator().equals("^")
        ? (binary.left() instanceof Binary ? bracketed(binary.left()) : left) + "^" + right
        : left + " " + sign(binary.operator()) + " " + right;
  }

  static String sign(String operator) {
    return switch (operator) {
      case "*" -> "×";
      case "/" -> "÷";
      case "-" -> "−";
      default -> operator;
    };
  }

  private static int strength(Formula formula) {
    return switch (formula) {
      case Binary binary ->
          switch (binary.operator()) {
            case "+", "-" -> 1;
            case "*", "/", "mod" -> 2;
            default -> 3;
          };
      case Negated negated -> 2;
      default -> 4;
    };
  }

  private static String bracketed(Formula formula) {
    return formula instanceof Binary || formula instanceof Negated
        ? "(" + formula.written() + ")"
        : formula.written();
  }
}
