package org.tiltyard.integrity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A flag as pages show it.
 *
 * @param key of the words that say by what it was earned, or what was missing
 * @param number in those words
 * @param pattern of a judge's votes; null for other rules
 */
public record FlagView(
    String rule, boolean flagged, String key, String number, @Nullable String pattern) {

  static List<FlagView> of(List<Finding> findings) {
    return findings.stream().map(FlagView::of).toList();
  }

  private static FlagView of(Finding finding) {
    String rule = finding.rule().word();
    Double figure = finding.figure();
    if (!finding.isFlagged() || figure == null) {
      return new FlagView(rule, false, "integrity.missing." + finding.detail(), "", null);
    }
    String key = "integrity.figure." + rule;
    return switch (finding.rule()) {
      case BURST, QUOTA ->
          new FlagView(rule, true, key + "." + finding.detail(), whole(figure), null);
      case TOO_FAST -> new FlagView(rule, true, key, seconds(figure), null);
      case ANOMALOUS_JUDGE -> new FlagView(rule, true, key, probability(figure), finding.detail());
      case IDENTITY_LEAK, IDENTITY_MENTION, REPEATED_PROMPT ->
          new FlagView(rule, true, key, whole(figure), null);
    };
  }

  private static String whole(double figure) {
    return String.format(Locale.ROOT, "%,d", Math.round(figure));
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1000);
  }

  /** Three digits, and small ones in powers of ten: {@code 0.0312}, {@code 2.1e-9}. */
  static String probability(double p) {
    return p >= 0.001
        ? String.format(Locale.ROOT, "%.3f", p)
        : String.format(Locale.ROOT, "%.1e", p);
  }
}
