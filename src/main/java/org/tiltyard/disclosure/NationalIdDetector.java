package org.tiltyard.disclosure;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers that states give to persons, by their form and check digits. A form that other numbers
 * share (nine digits, say) counts only near a word that names it.
 */
final class NationalIdDetector implements Detector {

  /**
   * One country's.
   *
   * @param form bounded, and apart from other letters and digits
   * @param valid told the form's letters and digits in upper case
   * @param words one of which must stand near; none: the form is enough
   */
  private record Rule(Pattern form, Predicate<String> valid, List<String> words) {

    static Rule of(String form, Predicate<String> valid, String... words) {
      return new Rule(
          Pattern.compile("(?<![A-Za-z0-9_])" + form + "(?![A-Za-z0-9_]|[-.]\\d)"),
          valid,
          List.of(words));
    }

    /** Whether one of the words is anywhere, where one is needed: forms are dear to look for. */
    boolean mayBeIn(String lowerCased) {
      return words.isEmpty() || words.stream().anyMatch(lowerCased::contains);
    }
  }

  /** Of the form with the fewest, India's PAN. */
  private static final int FEWEST_DIGITS = 4;

  private static final List<Rule> RULES =
      List.of(
          // United States, social security number
          Rule.of("\\d{3}-\\d{2}-\\d{4}", NationalIdDetector::socialSecurity),
          Rule.of("\\d{9}", NationalIdDetector::socialSecurity, "ssn", "social security"),
          // United Kingdom, national insurance number
          Rule.of(
              "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]",
              NationalIdDetector::nationalInsurance),
          // Germany, tax id
          Rule.of(
              "[1-9]\\d(?: ?\\d{3}){3}",
              NationalIdDetector::germanTaxId, "steuer", "idnr", "id-nr", "tin", "tax id"),
          // France, social security number
          Rule.of(
              "[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}",
              NationalIdDetector::french),
          // Spain, DNI and NIE
          Rule.of("\\d{8}[- ]?[A-HJ-NP-TV-Z]", NationalIdDetector::spanish),
          Rule.of("[XYZ][- ]?\\d{7}[- ]?[A-HJ-NP-TV-Z]", NationalIdDetector::spanish),
          // Italy, tax code
          Rule.of(
              "[A-Z]{6}\\d{2}[A-EHLMPR-T](?:[04][1-9]|[1256]\\d|[37][01])[A-Z]\\d{3}[A-Z]",
              NationalIdDetector::italian),
          // Brazil, CPF
          Rule.of("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}", NationalIdDetector::brazilian),
          Rule.of("\\d{11}", NationalIdDetector::brazilian, "cpf"),
          // India, Aadhaar and PAN
          Rule.of(
              "(?<![A-Z\\d][ -])[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}(?![ -]\\d)",
              NationalIdDetector::aadhaar),
          Rule.of(
              "[2-9]\\d{11}", NationalIdDetector::aadhaar, "aadhaar", "aadhar", "uidai", "आधार"),
          Rule.of("[A-Z]{3}[ABCFGHLJPT][A-Z]\\d{4}[A-Z]", id -> true, "pan", "पैन"),
          // China, resident identity number
          Rule.of("[1-9]\\d{5}(?:19|20)\\d{9}[\\dXx]", NationalIdDetector::chinese),
          // Korea, resident registration number
          Rule.of("\\d{6}-[1-8]\\d{6}", NationalIdDetector::korean),
          // Japan, my number
          Rule.of(
              "\\d{4}[ -]?\\d{4}[ -]?\\d{4}",
              NationalIdDetector::japanese, "マイナンバー", "個人番号", "my number"),
          // Poland, PESEL
          Rule.of("\\d{11}", NationalIdDetector::polish, "pesel"),
          // Netherlands, BSN
          Rule.of("\\d{9}", NationalIdDetector::dutch, "bsn", "burgerservice", "sofi"),
          Rule.of("\\d{4}\\.\\d{2}\\.\\d{3}", NationalIdDetector::dutch, "bsn", "burgerservice"),
          // Sweden, personal identity number
          Rule.of(
              "(?:19|20)?\\d{6}[-+]\\d{4}",
              NationalIdDetector::swedish, "personn", "person number"),
          // Russia, SNILS and the personal INN
          Rule.of("\\d{3}-\\d{3}-\\d{3} \\d{2}", NationalIdDetector::snils),
          Rule.of("\\d{12}", NationalIdDetector::inn, "инн"),
          // Turkey, identity number
          Rule.of("[1-9]\\d{10}", NationalIdDetector::turkish, "kimlik", "tckn", "tc "),
          // Arabic-speaking countries: Egypt's and Saudi Arabia's numbers
          Rule.of("[23]\\d{13}", NationalIdDetector::egyptian, "قومي", "national id"),
          Rule.of("[12]\\d{9}", Checksums::luhn, "هوية", "هويت", "iqama", "national id"));

  private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String CHINESE_CHECKS = "10X98765432";
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    if (Digits.fewerThan(FEWEST_DIGITS, text)) {
      return;
    }
    String lowerCased = text.toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (rule.mayBeIn(lowerCased)) {
        find(rule, text, found);
      }
    }
  }

  private static void find(Rule rule, String text, Consumer<Finding> found) {
    Matcher matcher = rule.form().matcher(text);
    while (matcher.find()) {
      if (rule.valid().test(bare(matcher.group())) && named(rule, text, matcher)) {
        found.accept(Finding.in(text, Kind.NATIONAL_ID, matcher.start(), matcher.end()));
      }
    }
  }

  private static boolean named(Rule rule, String text, Matcher at) {
    return rule.words().isEmpty() || Words.near(text, at.start(), at.end(), rule.words());
  }

  private static String bare(String written) {
    return written.replaceAll("[-+. ]", "").toUpperCase(Locale.ROOT);
  }

  /** Areas, groups and serials that were never given out, and two numbers from advertisements. */
  private static boolean socialSecurity(String id) {
    String area = id.substring(0, 3);
    return !area.equals("000")
        && !area.equals("666")
        && !area.startsWith("9")
        && !id.startsWith("00", 3)
        && !id.endsWith("0000")
        && !id.equals("078051120")
        && !id.equals("219099999")
        && !id.equals("123456789")
        && !Digits.same(id);
  }

  private static boolean nationalInsurance(String id) {
    String prefix = id.substring(0, 2);
    return !List.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ").contains(prefix)
        && !id.substring(2, 8).equals("123456");
  }

  /** One digit occurs twice or thrice among the first ten, all others at most once. */
  private static boolean germanTaxId(String id) {
    int[] counts = new int[10];
    id.substring(0, 10).chars().forEach(c -> counts[c - '0']++);
    int repeated = 0;
    for (int count : counts) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    return repeated == 1 && Checksums.mod11And10(id);
  }

  private static boolean french(String id) {
    String number = id.substring(0, 13).replace("2A", "19").replace("2B", "18");
    long rest = Long.parseLong(number) % 97;
    return 97 - rest == Integer.parseInt(id.substring(13));
  }

  private static boolean spanish(String id) {
    int first = "XYZ".indexOf(id.charAt(0));
    String number = (first < 0 ? id.substring(0, 1) : "" + first) + id.substring(1, 8);
    boolean counted = number.equals("12345678");
    return !counted
        && SPANISH_LETTERS.charAt(Integer.parseInt(number) % 23) == id.charAt(id.length() - 1);
  }

  private static boolean italian(String id) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int part = Character.isDigit(id.charAt(i)) ? id.charAt(i) - '0' : id.charAt(i) - 'A';
      sum += i % 2 == 0 ? ITALIAN_ODD[part] : part;
    }
    return 'A' + sum % 26 == id.charAt(15);
  }

  private static boolean brazilian(String id) {
    int first = elevenLess(Checksums.weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2));
    int second = elevenLess(Checksums.weighted(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2));
    return !Digits.same(id) && id.endsWith("" + first + second);
  }

  private static int elevenLess(int sum) {
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  private static boolean aadhaar(String id) {
    return !Digits.same(id) && Checksums.verhoeff(id);
  }

  private static boolean chinese(String id) {
    int sum = Checksums.weighted(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    return isDate(id.substring(10, 12), id.substring(12, 14))
        && CHINESE_CHECKS.charAt(sum % 11) == id.charAt(17);
  }

  /** Numbers given out since October 2020 have no check digit any more: the date must do. */
  private static boolean korean(String id) {
    return isDate(id.substring(2, 4), id.substring(4, 6)) && !Digits.same(id.substring(6));
  }

  private static boolean japanese(String id) {
    int sum = Checksums.weighted(id, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2);
    int rest = sum % 11;
    return id.charAt(11) - '0' == (rest <= 1 ? 0 : 11 - rest);
  }

  private static boolean polish(String id) {
    int sum = Checksums.weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
    int month = Integer.parseInt(id.substring(2, 4)) % 20;
    return month >= 1 && month <= 12 && (10 - sum % 10) % 10 == id.charAt(10) - '0';
  }

  private static boolean dutch(String id) {
    int sum = Checksums.weighted(id, 9, 8, 7, 6, 5, 4, 3, 2);
    return !Digits.same(id) && (sum - (id.charAt(8) - '0')) % 11 == 0;
  }

  private static boolean swedish(String id) {
    String ten = id.substring(id.length() - 10);
    return isDate(ten.substring(2, 4), ten.substring(4, 6)) && Checksums.luhn(ten);
  }

  private static boolean snils(String id) {
    int sum = Checksums.weighted(id, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101;
    return !Digits.same(id.substring(0, 9)) && sum % 100 == Integer.parseInt(id.substring(9));
  }

  private static boolean inn(String id) {
    int first = Checksums.weighted(id, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10;
    int second = Checksums.weighted(id, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10;
    return id.endsWith("" + first + second);
  }

  private static boolean turkish(String id) {
    int odd = Checksums.weighted(id, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    int even = Checksums.weighted(id, 0, 1, 0, 1, 0, 1, 0, 1);
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return id.endsWith("" + tenth + (odd + even + tenth) % 10);
  }

  private static boolean egyptian(String id) {
    return isDate(id.substring(3, 5), id.substring(5, 7));
  }

  private static boolean isDate(String month, String day) {
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    return m >= 1 && m <= 12 && d >= 1 && d <= 31;
  }
}
