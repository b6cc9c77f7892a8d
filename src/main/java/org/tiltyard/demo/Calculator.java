package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tiltyard.demo.Conversion.Measure;
import org.tiltyard.demo.Evaluation.Step;
import org.tiltyard.demo.Units.Unit;

/** Works out the arithmetic and the unit conversions of a prompt, exactly, and shows the steps. */
final class Calculator implements DemoProgram {

  private static final int MOST_STEPS = 20;

  private final Units units = new Units(Resources.text("units.txt"));
  private final Conversion.Finder conversions = new Conversion.Finder(units);

  @Override
  public DemoModel model() {
    return DemoModel.named(
        "demo-calculator",
        "A small program, not a language model: works out arithmetic and unit conversions exactly"
            + " and shows the steps.");
  }

  @Override
  public String reply(Conversation conversation, RandomGenerator random) {
    Rational previous = null;
    for (String earlier : conversation.earlierPrompts()) {
      previous = lastResult(earlier, previous);
    }
    List<String> answers = new ArrayList<>();
    for (Conversion conversion : conversions.find(conversation.prompt())) {
      answers.add(answer(conversion));
    }
    String rest = conversions.rest(conversation.prompt());
    for (Formula formula : FormulaFinder.find(rest, previous)) {
      answers.add(answer(formula));
    }
    return answers.isEmpty()
        ? nothingToDo(conversation.prompt(), previous, random)
        : String.join("\n\n", answers);
  }

  /** What "that" means in the prompt after this one. */
  private @Nullable Rational lastResult(String prompt, @Nullable Rational previous) {
    Rational last = previous;
    for (Conversion conversion : conversions.find(prompt)) {
      last = conversion.result();
    }
    for (Formula formula : FormulaFinder.find(conversions.rest(prompt), previous)) {
      try {
        last = new Evaluation().value(formula);
      } catch (ArithmeticException noValue) {
        last = previous;
      }
    }
    return last;
  }

  private String answer(Formula formula) {
    Evaluation evaluation = new Evaluation();
    String written = formula.written();
    try {
      Rational value = evaluation.value(formula);
      return "**"
          + written
          + " "
          + equal(value)
          + "**"
          + fraction(value)
          + steps(evaluation.steps());
    } catch (ArithmeticException noValue) {
      return "**" + written + "** has no answer here: " + noValue.getMessage() + ".";
    }
  }

  private static String equal(Rational value) {
    return (value.shownInFull() ? "= " : "≈ ") + value;
  }

  private static String fraction(Rational value) {
    return value.shownInFull() || value.fraction().isEmpty() ? "" : ", exactly " + value.fraction();
  }

  private static String steps(List<Step> steps) {
    if (steps.size() < 2) {
      return "";
    }
    StringBuilder table = new StringBuilder("\n\n| step | working | result |\n|---:|---|---:|\n");
    for (int at = 0; at < Math.min(steps.size(), MOST_STEPS); at++) {
      Step step = steps.get(at);
      table.append("| %d | %s | %s |\n".formatted(at + 1, step.working(), step.result()));
    }
    if (steps.size() > MOST_STEPS) {
      table.append("\nand ").append(steps.size() - MOST_STEPS).append(" more steps.");
    }
    return table.toString().stripTrailing();
  }

  private static String answer(Conversion conversion) {
    try {
      Rational value = conversion.result();
      String measures =
          conversion.from().stream()
              .map(measure -> measure.value() + " " + measure.unit().symbol())
              .collect(Collectors.joining(" "));
      return "**%s %s %s**%s\n\n%s"
          .formatted(
              measures,
              equal(value),
              conversion.to().symbol(),
              fraction(value),
              working(conversion, value));
    } catch (ArithmeticException noValue) {
      return "That conversion has no answer here: " + noValue.getMessage() + ".";
    }
  }

  private static String working(Conversion conversion, Rational value) {
    List<String> lines = new ArrayList<>();
    String base = base(conversion);
    for (Measure measure : conversion.from()) {
      Rational inBase = measure.unit().toBase(measure.value());
      boolean plain = measure.value().compare(Rational.ONE) == 0;
      if (!measure.unit().symbol().equals(base)) {
        lines.add(
            line(measure.value(), measure.unit().symbol(), inBase, base)
                + (plain ? "" : rule(measure.unit(), base)));
      }
    }
    if (!conversion.to().symbol().equals(base)) {
      lines.add(
          line(conversion.base(), base, value, conversion.to().symbol())
              + rule(conversion.to(), base));
    }
    return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
  }

  private static String line(Rational from, String fromSymbol, Rational to, String toSymbol) {
    return "%s %s %s %s".formatted(from, fromSymbol, equal(to), toSymbol);
  }

  private static String rule(Unit unit, String base) {
    if (unit.offset().compare(Rational.ZERO) == 0) {
      return ", as 1 %s %s %s".formatted(unit.symbol(), equal(unit.factor()), base);
    }
    return unit.factor().compare(Rational.ONE) == 0
        ? ", as %s counts from %s %s".formatted(unit.symbol(), unit.offset(), base)
        : ", as K = (°F + 459.67) × 5 ÷ 9";
  }

  private static String base(Conversion conversion) {
    return switch (conversion.to().quantity()) {
      case "length" -> "m";
      case "mass" -> "kg";
      case "volume" -> "m³";
      case "time" -> "s";
      case "data" -> "bit";
      case "temperature" -> "K";
      case "area" -> "m²";
      case "speed" -> "m/s";
      case "energy" -> "J";
      default -> "Pa";
    };
  }

  /** Says what was looked for, and what can be asked, with examples worked out on the spot. */
  private String nothingToDo(String prompt, @Nullable Rational previous, RandomGenerator random) {
    int a = random.nextInt(12, 99);
    int b = random.nextInt(3, 20);
    List<String> examples = new ArrayList<>();
    examples.add(example("%d × (%d + %d) − %d^2".formatted(a, b, random.nextInt(2, 9), b)));
    examples.add(example("%d%% of %d".formatted(5 * random.nextInt(1, 15), 10 * a)));
    examples.add(example("sqrt(%d)".formatted(random.nextInt(2, 400))));
    String quantity = units.quantities().get(random.nextInt(units.quantities().size()));
    List<Unit> choice = units.of(quantity);
    Unit from = choice.get(random.nextInt(choice.size()));
    Unit to = choice.get(random.nextInt(choice.size()));
    examples.add(a + " " + from.symbol() + " in " + to.symbol());
    return onlySum(prompt)
        + " I know + − × ÷, powers, percent, brackets, square roots, logarithms and the like, and"
        + " units of "
        + String.join(", ", units.quantities())
        + ".\n\nFor example:\n\n"
        + examples.stream().map(example -> "- " + example).collect(Collectors.joining("\n"))
        + (previous == null ? "" : "\n\nOr go on from the last result: `that × " + b + "`.");
  }

  /** The one sum that every prompt holds: its letters by its words. */
  private static String onlySum(String prompt) {
    PromptText text = PromptText.of(prompt);
    int words = text.words().size();
    if (words == 0) {
      return "I only work things out, and there is nothing in your prompt to work with.";
    }
    Rational mean = Rational.of(text.letters()).dividedBy(Rational.of(words));
    return "I only work things out, and the one sum I see in your prompt is its letters by its words: **%d ÷ %d %s**."
        .formatted(text.letters(), words, equal(mean));
  }

  private static String example(String text) {
    Rational value = new Evaluation().value(FormulaFinder.find(text, null).getFirst());
    return text + " " + equal(value);
  }
}
