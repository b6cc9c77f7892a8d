package org.tiltyard.disclosure;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Account numbers by ISO 13616: the length of their country, and their check digits. */
final class IbanDetector implements Detector {

  private static final Pattern BEGIN =
      Pattern.compile("(?<![A-Za-z0-9])([A-Z]{2}|[a-z]{2})\\d{2}(?=[ -]?[A-Za-z0-9])");

  private static final String LENGTHS =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29"
          + " ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20"
          + " LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28"
          + " PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22"
          + " VG24 XK20 YE30";
  private static final int CHECK_DIGITS = 2;
  private static final Map<String, Integer> LENGTH_OF = lengths();

  private static Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : LENGTHS.split(" ")) {
      lengths.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    if (Digits.fewerThan(CHECK_DIGITS, text)) {
      return;
    }
    Matcher matcher = BEGIN.matcher(text);
    while (matcher.find()) {
      Integer length = LENGTH_OF.get(matcher.group(1).toUpperCase(Locale.ROOT));
      int end = length == null ? -1 : end(text, matcher.start(), length);
      if (end > 0 && isValid(text.substring(matcher.start(), end))) {
        found.accept(Finding.in(text, Kind.IBAN, matcher.start(), end));
      }
    }
  }

  /** Where so many letters and digits, single spaces or hyphens between them, end; else -1. */
  private static int end(String text, int start, int length) {
    int counted = 0;
    int at = start;
    while (at < text.length() && counted < length) {
      char c = text.charAt(at);
      if (isPart(c)) {
        counted++;
      } else if ((c != ' ' && c != '-' && c != '\u00A0') || !isPart(text.charAt(at - 1))) {
        return -1;
      }
      at++;
    }
    boolean whole = counted == length && (at == text.length() || !isPart(text.charAt(at)));
    return whole ? at : -1;
  }

  private static boolean isPart(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isValid(String written) {
    StringBuilder iban = new StringBuilder();
    written.chars().filter(c -> isPart((char) c)).forEach(c -> iban.append((char) c));
    String turned = iban.substring(4) + iban.substring(0, 4);
    return Checksums.mod97(turned) == 1;
  }
}
