package org.tiltyard.demo;

import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the arithmetic in prose: signs, spelled-out operators and numbers in any script's digits.
 */
final class FormulaFinder {

  private static final int CHARACTERS_READ = 4_000;
  private static final int MOST_FORMULAS = 8;
  private static final int LONGEST_NUMBER = 200;

  /**
   * What looks like arithmetic and isn't: addresses, dates, times, names such as "H2O" or "GPT-4".
   */
  private static final Pattern NOT_ARITHMETIC =
      Pattern.compile(
          "https?://\\S+|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}/\\d{1,2}/\\d{2,4}\\b"
              + "|(?<![\\d.)*+/^-])\\d+-\\d+(?=\\s+(?!is\\b|equal|plus|minus|times|divi|multi|and\\b|or\\b|please|mod)[a-z]{3})"
              + "|\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b|\\b(?!log10\\b|log2\\b)[a-z]+-?\\d[\\w.]*",
          Pattern.CASE_INSENSITIVE);

  private static final Map<Pattern, String> SPELLINGS = spellings();

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<number>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?![\\d,])|\\d+(?:\\.\\d+)?(?:e[+-]?\\d{1,3})?(?![\\p{L}\\d])"
              + "|\\d+(?:\\.\\d+)?|\\.\\d+)"
              + "|(?<word>\\p{L}+\\d*)|(?<sign>[-+*/^%!(),])|(?<other>[^\\s])",
          Pattern.CASE_INSENSITIVE);

  /** Stands for whatever ends a run of arithmetic. */
  private static final String PROSE = "~";

  private FormulaFinder() {}

  /**
   * The formulas of a prompt in order.
   *
   * @param previous what the words "that" and "ans", or a sign at the very start, go on from
   */
  static List<Formula> find(String prompt, @Nullable Rational previous) {
    List<String> tokens = tokens(normalised(prompt), previous);
    List<Formula> formulas = new ArrayList<>();
    int at = 0;
    while (at < tokens.size() && formulas.size() < MOST_FORMULAS) {
      var found = FormulaParser.parse(tokens, at).filter(f -> f.formula().isWork());
      found.ifPresent(f -> formulas.add(f.formula()));
      at = found.isPresent() ? found.get().end() : at + 1;
    }
    return formulas;
  }

  static String normalised(String prompt) {
    StringBuilder text = new StringBuilder();
    prompt
        .substring(0, Math.min(prompt.length(), CHARACTERS_READ))
        .codePoints()
        .forEach(c -> appendPlain(c, text));
    String spelled = NOT_ARITHMETIC.matcher(text).replaceAll(" ; ");
    for (Map.Entry<Pattern, String> spelling : SPELLINGS.entrySet()) {
      spelled = spelling.getKey().matcher(spelled).replaceAll(spelling.getValue());
    }
    return spelled;
  }

  private static void appendPlain(int c, StringBuilder text) {
    switch (c) {
      case '×', '✕', '✖', '⋅', '·', '∗' -> text.append('*');
      case '÷', '∕' -> text.append('/');
      case '−', '–', '－' -> text.append('-');
      case '²' -> text.append("^2");
      case '³' -> text.append("^3");
      case '√' -> text.append(" sqrt ");
      case 'π' -> text.append(" pi ");
      case '٪' -> text.append('%');
      case '٫' -> text.append('.');
      default -> {
        if (Character.isDigit(c)) {
          text.append(Character.digit(c, 10));
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
          text.appendCodePoint(c - 0xFEE0);
        } else {
          text.appendCodePoint(c);
        }
      }
    }
  }

  private static Map<Pattern, String> spellings() {
    Map<String, String> spellings = new LinkedHashMap<>();
    String[] numbers = {
      "zero",
      "one",
      "two",
      "three",
      "four",
      "five",
      "six",
      "seven",
      "eight",
      "nine",
      "ten",
      "eleven",
      "twelve",
      "thirteen",
      "fourteen",
      "fifteen",
      "sixteen",
      "seventeen",
      "eighteen",
      "nineteen",
      "twenty"
    };
    for (int number = 0; number < numbers.length; number++) {
      spellings.put("\\b" + numbers[number] + "\\b", Integer.toString(number));
    }
    spellings.put("\\*\\*", "^");
    spellings.put("\\b(?:to the power of|raised to(?: the power of)?)\\b", "^");
    spellings.put("\\bsquared\\b", "^2");
    spellings.put("\\bcubed\\b", "^3");
    spellings.put("\\bsquare root of\\b", "sqrt");
    spellings.put("\\bcube root of\\b", "cbrt");
    spellings.put("\\b(?:multiplied by|times)\\b", "*");
    spellings.put("\\bdivided by\\b", "/");
    spellings.put("\\bplus\\b", "+");
    spellings.put("\\bminus\\b", "-");
    spellings.put("\\bmodulo\\b", "mod");
    spellings.put("\\bper ?cent\\b", "%");
    spellings.put("%\\s*of\\b(?:\\s+the\\b)?", "% *");
    spellings.put("(?<=[\\d)])\\s*[x]\\s*(?=[\\d(])", " * ");
    spellings.put("(?<=[\\d)])\\s*%\\s*(?=\\d)", " mod ");
    spellings.put("\\badd\\s+([\\d.,]+)\\s+to\\s+(that|it|ans)\\b", "$2 + $1");
    spellings.put("\\bsubtract\\s+([\\d.,]+)\\s+from\\s+(that|it|ans)\\b", "$2 - $1");
    spellings.put("\\bmultiply\\s+(that|it|ans)\\s+by\\b", "$1 *");
    spellings.put("\\bdivide\\s+(that|it|ans)\\s+by\\b", "$1 /");
    Map<Pattern, String> compiled = new LinkedHashMap<>();
    spellings.forEach((spelling, sign) ->
        compiled.put(Pattern.compile(spelling, Pattern.CASE_INSENSITIVE), sign));
    return compiled;
  }

  private static List<String> tokens(String text, @Nullable Rational previous) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(token(matcher, previous));
    }
    if (previous != null
        && !tokens.isEmpty()
        && Set.of("+", "*", "/", "^").contains(tokens.getFirst())) {
      tokens.addFirst(plain(previous));
    }
    return withoutExclamation(tokens);
  }

  private static String token(MatchResult match, @Nullable Rational previous) {
    String text = match.group().toLowerCase(Locale.ROOT);
    if (match.group("number") != null && text.length() > LONGEST_NUMBER) {
      return PROSE;
    }
    if (match.group("number") != null) {
      return (text.startsWith(".") ? "0" + text : text).replace(",", "");
    }
    if (match.group("sign") != null) {
      return text;
    }
    if (previous != null && Set.of("that", "it", "ans").contains(text)) {
      return plain(previous);
    }
    boolean known =
        text.equals("mod")
            || FormulaParser.FUNCTIONS.contains(text)
            || FormulaParser.CONSTANTS.containsKey(text);
    return known ? text : PROSE;
  }

  /** A number as a token; what has no short decimals goes on with its first digits. */
  private static String plain(Rational value) {
    return value.toDecimal(MathContext.DECIMAL128).toPlainString();
  }

  /** "What is 2 + 2!" is excitement, "4!" alone is a factorial. */
  private static List<String> withoutExclamation(List<String> tokens) {
    if (!tokens.isEmpty() && tokens.getLast().equals("!")) {
      List<String> rest = tokens.subList(0, tokens.size() - 1);
      if (!rest.contains("!")
          && rest.stream().anyMatch(token -> Set.of("+", "-", "*", "/", "^").contains(token))) {
        return rest;
      }
    }
    return tokens;
  }
}
