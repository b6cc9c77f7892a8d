package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tiltyard.demo.Units.Unit;

/** A measure that was asked for in another unit: "5 ft 10 in to cm". */
record Conversion(List<Measure> from, Unit to) {

  record Measure(Rational value, Unit unit) {}

  /** The measure in the unit asked for. */
  Rational result() {
    return to.fromBase(base());
  }

  Rational base() {
    return from.stream()
        .map(measure -> measure.unit().toBase(measure.value()))
        .reduce(Rational.ZERO, Rational::plus);
  }

  /** Finds conversions in prose, in English and in the commonest turns of some other languages. */
  static final class Finder {

    private static final int CHARACTERS_READ = 2_000;
    private static final int LONGEST_NUMBER = 200;
    private static final String NUMBER =
        "((?<![\\d.,])[-−]?(?:\\d{1,3}(?:,\\d{3})++(?:\\.\\d++)?+|\\d++(?:\\.\\d++)?+(?:e[+-]?\\d{1,2})?+|\\.\\d++)|\\ban?\\b|\\bone\\b)";
    private static final String INTO =
        "(?:in(?:to)?|to|as|as an?|is|en|em|a|nach|в|equals?|=|->|→|等于多少|是多少|等于|换算成|は何)";
    private static final String FILLER =
        "(?:how\\s+(?:many|much)|多少|cuántos|quantos|wie\\s+viele?)?";

    private final Units units;
    private final Pattern measureFirst;
    private final Pattern unitFirst;

    Finder(Units units) {
      this.units = units;
      String unit = "(" + units.pattern() + ")";
      String measure =
          NUMBER + "\\s*" + unit + "(?:\\s*(?:and\\s+)?" + NUMBER + "\\s*" + unit + ")?";
      int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
      measureFirst =
          Pattern.compile(measure + "\\s*" + INTO + "\\s*" + FILLER + "\\s*" + unit, flags);
      unitFirst =
          Pattern.compile(
              "how\\s+(?:many|much)\\s+"
                  + unit
                  + "\\s+(?:(?:are|is|there|in|make|makes|equal|equals|do|does|fit|into|to|=)\\s+)*"
                  + measure,
              flags);
    }

    /** All conversions of a prompt whose units measure the same thing. */
    List<Conversion> find(String prompt) {
      String read = plainDigits(prompt.substring(0, Math.min(prompt.length(), CHARACTERS_READ)));
      List<Conversion> found = new ArrayList<>();
      Matcher matcher = measureFirst.matcher(read);
      while (matcher.find()) {
        add(found, matcher, 1, matcher.group(5));
      }
      matcher = unitFirst.matcher(read);
      while (matcher.find()) {
        add(found, matcher, 2, matcher.group(1));
      }
      return found;
    }

    /** The prompt without its conversions: what is left may be plain arithmetic. */
    String rest(String prompt) {
      return find(prompt).isEmpty() ? prompt : measureFirst.matcher(prompt).replaceAll(" ; ");
    }

    private void add(List<Conversion> found, Matcher match, int group, String target) {
      Unit to = units.named(target);
      List<Measure> from = new ArrayList<>();
      for (int at = group; at <= group + 2; at += 2) {
        measure(match.group(at), match.group(at + 1)).forEach(from::add);
      }
      boolean same =
          to != null && from.stream().allMatch(m -> m.unit().quantity().equals(to.quantity()));
      if (to != null && same && !from.isEmpty()) {
        found.add(new Conversion(List.copyOf(from), to));
      }
    }

    private List<Measure> measure(@Nullable String number, @Nullable String name) {
      Unit unit = name == null ? null : units.named(name);
      if (number == null || unit == null || number.length() > LONGEST_NUMBER) {
        return List.of();
      }
      String digits = number.toLowerCase(Locale.ROOT).replace(",", "").replace('−', '-');
      boolean one = digits.equals("a") || digits.equals("an") || digits.equals("one");
      return List.of(new Measure(one ? Rational.ONE : Rational.parse(digits), unit));
    }

    private static String plainDigits(String text) {
      StringBuilder plain = new StringBuilder();
      text.codePoints()
          .forEach(c -> {
            if (Character.isDigit(c)) {
              plain.append(Character.digit(c, 10));
            } else {
              plain.appendCodePoint(c);
            }
          });
      return plain.toString();
    }
  }
}
