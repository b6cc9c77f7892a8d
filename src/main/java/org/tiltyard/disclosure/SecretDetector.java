package org.tiltyard.disclosure;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys and tokens: those that providers give a prefix, tokens in the form of JWT, private keys in
 * PEM, and what is assigned to a name that says secret and looks random.
 */
final class SecretDetector implements Detector {

  /**
   * What a key looks like.
   *
   * @param sign a part of it that is looked for first: most texts don't have it
   */
  private record Shape(String sign, Pattern pattern) {

    static Shape of(String sign, String body) {
      return new Shape(sign, Pattern.compile("(?<![A-Za-z0-9_-])" + body + "(?![A-Za-z0-9_])"));
    }
  }

  /** All bounded, each begins with a fixed text: no text makes them slow. */
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("AKIA", "AKIA[0-9A-Z]{16}"),
          Shape.of("ASIA", "ASIA[0-9A-Z]{16}"),
          Shape.of("sk-", "sk-(?:proj-|ant-|or-|svcacct-)?[A-Za-z0-9_-]{20,200}"),
          Shape.of("gh", "(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36,255}"),
          Shape.of("github_pat_", "github_pat_[A-Za-z0-9_]{40,255}"),
          Shape.of("glpat-", "glpat-[A-Za-z0-9_-]{20,64}"),
          Shape.of("xox", "xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
          Shape.of("AIza", "AIza[0-9A-Za-z_-]{35}"),
          Shape.of("ya29.", "ya29\\.[0-9A-Za-z_-]{20,250}"),
          Shape.of("_live_", "(?:sk|rk|pk)_live_[0-9A-Za-z]{16,250}"),
          Shape.of("_test_", "(?:sk|rk|pk)_test_[0-9A-Za-z]{16,250}"),
          Shape.of("hf_", "hf_[A-Za-z0-9]{30,64}"),
          Shape.of("npm_", "npm_[A-Za-z0-9]{36}"),
          Shape.of("pypi-", "pypi-[A-Za-z0-9_-]{50,250}"),
          Shape.of("SG.", "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}"),
          Shape.of("dop_v1_", "dop_v1_[a-f0-9]{64}"),
          Shape.of("tyd_", "tyd_[A-Za-z0-9_-]{43}"),
          Shape.of(
              "eyJ",
              "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{10,2000}"));

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";
  private static final Pattern PEM_HEAD =
      Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----");
  private static final int LONGEST_PEM = 20_000;

  /** Parts of the names in {@link #ASSIGNMENT}, in lower case. */
  private static final List<String> NAMES =
      List.of(
          "api",
          "secret",
          "access",
          "token",
          "passw",
          "passphrase",
          "pwd",
          "contraseña",
          "mot de passe",
          "senha",
          "пароль",
          "密码",
          "パスワード",
          "비밀번호");

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(?:[a-z0-9]{1,24}[_-]){0,3}(?:api[_-]?key|apikey|secret|secret[_-]?key|access[_-]?key"
              + "|token|passwd|password|passphrase|pwd|contraseña|mot de passe|passwort|senha|пароль|密码|パスワード|비밀번호)"
              + "[\"']?\\s{0,3}(?:=>|:=|=|:|：|is|ist|es|est|é|は|是)\\s{0,3}[\"'`]?([^\\s\"'`,;<>(){}\\[\\]]{8,200})");
  private static final double LEAST_BITS = 2.9;
  private static final int LONG = 16;

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    for (Shape shape : SHAPES) {
      if (text.contains(shape.sign())) {
        shaped(shape.pattern(), text, found);
      }
    }
    privateKeys(text, found);
    String lowerCased = text.toLowerCase(Locale.ROOT);
    if (NAMES.stream().anyMatch(lowerCased::contains)) {
      assigned(text, found);
    }
  }

  private static void shaped(Pattern shape, String text, Consumer<Finding> found) {
    Matcher matcher = shape.matcher(text);
    while (matcher.find()) {
      if (!isPlaceholder(matcher.group())) {
        found.accept(Finding.in(text, Kind.SECRET, matcher.start(), matcher.end()));
      }
    }
  }

  private static void assigned(String text, Consumer<Finding> found) {
    Matcher matcher = ASSIGNMENT.matcher(text);
    while (matcher.find()) {
      String assigned = matcher.group(1);
      int end = matcher.end(1) - trailing(assigned);
      if (looksRandom(text.substring(matcher.start(1), end))) {
        found.accept(Finding.in(text, Kind.SECRET, matcher.start(1), end));
      }
    }
  }

  private static void privateKeys(String text, Consumer<Finding> found) {
    if (!text.contains(PEM_BEGIN)) {
      return;
    }
    Matcher matcher = PEM_HEAD.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      int foot = text.indexOf(PEM_END, matcher.end());
      boolean whole = foot >= 0 && foot - matcher.start() <= LONGEST_PEM;
      int end = whole ? endOfLine(text, foot) : matcher.end();
      found.accept(Finding.in(text, Kind.SECRET, matcher.start(), end));
      from = end;
    }
  }

  private static int endOfLine(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /** Punctuation at the end of a sentence. */
  private static int trailing(String assigned) {
    int length = assigned.length();
    while (length > 0 && ".!?。！？".indexOf(assigned.charAt(length - 1)) >= 0) {
      length--;
    }
    return assigned.length() - length;
  }

  /** Letters and digits mixed, or long; not a word, a call, a variable or a placeholder. */
  private static boolean looksRandom(String text) {
    boolean digit = text.chars().anyMatch(Character::isDigit);
    boolean letter = text.chars().anyMatch(Character::isLetter);
    boolean both = digit && letter;
    return text.length() >= 8
        && !isPlaceholder(text)
        && both
        && (bits(text) >= LEAST_BITS || text.length() < LONG && bits(text) >= 2.5);
  }

  /** Shannon's entropy of its characters, in bits per character. */
  private static double bits(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    text.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = (double) count / text.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits;
  }

  /** What documentation puts where a secret goes. */
  static boolean isPlaceholder(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("example")
        || lower.contains("your")
        || lower.contains("xxxx")
        || lower.contains("****")
        || lower.contains("....")
        || lower.contains("0000000")
        || lower.contains("placeholder")
        || lower.contains("changeme")
        || lower.contains("redacted")
        || lower.contains("1234567890abcdef")
        || lower.contains("getenv")
        || lower.contains("process.env")
        || lower.startsWith("os.")
        || lower.startsWith("$")
        || lower.startsWith("<")
        || lower.startsWith("{")
        || lower.startsWith("%");
  }
}
