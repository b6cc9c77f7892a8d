package org.tiltyard.disclosure;

import java.util.List;
import java.util.function.Consumer;
import org.tiltyard.disclosure.Digits.Run;

/** Payment cards: numbers of an issuer's range and length that pass Luhn's check. */
final class CardDetector implements Detector {

  /** Written whole, a long number must look like a card or stand near a word for one. */
  private static final List<String> WORDS =
      List.of(
          "card",
          "visa",
          "mastercard",
          "amex",
          "credit",
          "debit",
          "payment",
          "karte",
          "kredit",
          "zahl",
          "tarjeta",
          "carte",
          "cartão",
          "cartao",
          "carta",
          "карт",
          "卡",
          "カード",
          "카드",
          "بطاق",
          "कार्ड",
          "cc:",
          "pan:");

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    for (Run run : Digits.runs(text, " -\u00A0")) {
      if (isCard(run) && (!run.ungrouped() || Words.near(text, run.start(), run.end(), WORDS))) {
        found.accept(Finding.in(text, Kind.CARD, run.start(), run.end()));
      }
    }
  }

  private static boolean isCard(Run run) {
    return issued(run.digits())
        && grouped(run)
        && !Digits.same(run.digits())
        && run.separators().length() <= 1
        && Checksums.luhn(run.digits());
  }

  private static boolean issued(String digits) {
    int length = digits.length();
    if (length < 13 || length > 19) {
      return false;
    }
    int two = Integer.parseInt(digits.substring(0, 2));
    int four = Integer.parseInt(digits.substring(0, 4));
    return switch (digits.charAt(0)) {
      case '2' -> length == 16 && four >= 2221 && four <= 2720;
      case '3' -> american(two, length) || japanese(four, length) || diners(two, four, length);
      case '4' -> length == 13 || length == 16 || length == 19;
      case '5' -> length == 16 && two >= 51 && two <= 55;
      case '6' -> length >= 16 && (four == 6011 || two == 62 || two == 64 || two == 65);
      default -> false;
    };
  }

  private static boolean american(int two, int length) {
    return length == 15 && (two == 34 || two == 37);
  }

  private static boolean japanese(int four, int length) {
    return length == 16 && four >= 3528 && four <= 3589;
  }

  private static boolean diners(int two, int four, int length) {
    return length == 14 && (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059));
  }

  /** In one piece, by fours with a rest at the end, or as American Express prints it. */
  private static boolean grouped(Run run) {
    List<Integer> groups = run.groups();
    if (groups.size() == 1) {
      return true;
    }
    if (groups.equals(List.of(4, 6, 5)) || groups.equals(List.of(4, 6, 4))) {
      return true;
    }
    boolean fours = groups.subList(0, groups.size() - 1).stream().allMatch(length -> length == 4);
    return fours && groups.getLast() <= 4;
  }
}
