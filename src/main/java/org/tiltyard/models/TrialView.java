package org.tiltyard.models;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.tiltyard.provider.Finding;
import org.tiltyard.provider.ModelProbe;
import org.tiltyard.provider.Usage;

/** How a test went, in words: the same for a page and for its script. */
record TrialView(
    boolean passed,
    String text,
    List<Problem> problems,
    String firstToken,
    String speed,
    String tokens,
    String cost) {

  private static final String UNKNOWN = "–";

  /**
   * One thing that is wrong or odd.
   *
   * @param advice what to do about it
   * @param detail the server's own words, without secrets
   */
  record Problem(String words, String advice, String detail) {

    static Problem of(Finding finding, Function<String, String> words) {
      return new Problem(
          words.apply(finding.key()), words.apply(finding.key() + ".do"), finding.detail());
    }
  }

  /**
   * @param words gives the text for a message key
   */
  static TrialView of(ModelProbe.Report report, Locale locale, Function<String, String> words) {
    Duration first = report.firstToken();
    Usage usage = report.usage();
    return new TrialView(
        report.passed(),
        report.text(),
        report.findings().stream().map(finding -> Problem.of(finding, words)).toList(),
        first == null ? UNKNOWN : first.toMillis() + " ms",
        number(report.tokensPerSecond(), "%.1f", locale),
        usage == null ? UNKNOWN : usage.tokensIn() + " / " + usage.tokensOut(),
        number(report.costUsd(), "$%.6f", locale));
  }

  private static String number(OptionalDouble value, String format, Locale locale) {
    return value.isEmpty() ? UNKNOWN : String.format(locale, format, value.getAsDouble());
  }
}
