package org.tiltyard.disclosure;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts labels in the place of personal data: {@code <EMAIL_1>}, {@code <PHONE_1>}, … One for each
 * conversation: the same value gets the same label in all its texts, whichever way it is written.
 */
public final class Mask {

  private final Map<Kind, Map<String, Integer>> numbers = new EnumMap<>(Kind.class);

  /**
   * The text with each finding masked.
   *
   * @param findings of this text, in order, none over another
   */
  public String mask(String text, List<Finding> findings) {
    StringBuilder masked = new StringBuilder(text.length());
    int at = 0;
    for (Finding finding : findings) {
      masked.append(text, at, finding.start()).append(label(finding));
      at = finding.end();
    }
    return masked.append(text, at, text.length()).toString();
  }

  private String label(Finding finding) {
    Map<String, Integer> known = numbers.computeIfAbsent(finding.kind(), kind -> new HashMap<>());
    int number = known.computeIfAbsent(normal(finding), value -> known.size() + 1);
    return "<" + finding.kind().label() + "_" + number + ">";
  }

  /** The value without the ways of writing it: what is masked alike. Case counts in keys only. */
  public static String normal(Finding finding) {
    return switch (finding.kind()) {
      case SECRET, URL_CREDENTIALS -> finding.text();
      case EMAIL, PERSON, LOCATION -> finding.text().toLowerCase(Locale.ROOT);
      case IP -> finding.text().toLowerCase(Locale.ROOT);
      case IBAN, CARD, NATIONAL_ID, MAC, PHONE -> lettersAndDigits(finding.text());
    };
  }

  private static String lettersAndDigits(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars()
        .filter(Character::isLetterOrDigit)
        .map(Character::toUpperCase)
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
