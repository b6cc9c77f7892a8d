package org.tiltyard.battle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of battles that some models should be in: {@code new-model = 20 %}.
 *
 * @param share in (0, 1]
 */
record Target(ModelPattern models, double share) {

  private static final Pattern FORM = Pattern.compile("(.+?)\\s*=\\s*(\\d+(?:\\.\\d+)?)\\s*%");

  /**
   * @throws IllegalArgumentException with plain words when the line is no target
   */
  static Target of(String line) {
    Matcher parts = FORM.matcher(line.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("has to look like “new-model = 20 %”");
    }
    double share = Double.parseDouble(parts.group(2)) / 100;
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("has to be more than 0 % and at most 100 %");
    }
    return new Target(ModelPattern.of(parts.group(1)), share);
  }
}
