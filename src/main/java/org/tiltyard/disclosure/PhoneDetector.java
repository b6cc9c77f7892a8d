package org.tiltyard.disclosure;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Phone numbers that libphonenumber takes for valid: with a country code anywhere; without one in
 * the countries of the text's language, when a word for phones stands near, or the number is
 * written as that country writes phone numbers.
 */
final class PhoneDetector implements Detector {

  private static final Map<String, List<String>> REGIONS =
      Map.ofEntries(
          Map.entry("English", List.of("US", "GB", "IN", "AU")),
          Map.entry("German", List.of("DE", "AT", "CH")),
          Map.entry("French", List.of("FR", "CA", "BE", "CH")),
          Map.entry("Spanish", List.of("ES", "MX", "AR", "CO")),
          Map.entry("Portuguese", List.of("BR", "PT")),
          Map.entry("Italian", List.of("IT")),
          Map.entry("Dutch", List.of("NL", "BE")),
          Map.entry("Polish", List.of("PL")),
          Map.entry("Russian", List.of("RU", "KZ")),
          Map.entry("Ukrainian", List.of("UA")),
          Map.entry("Chinese", List.of("CN", "TW", "HK")),
          Map.entry("Japanese", List.of("JP")),
          Map.entry("Korean", List.of("KR")),
          Map.entry("Arabic", List.of("EG", "SA", "AE")),
          Map.entry("Hindi", List.of("IN")),
          Map.entry("Turkish", List.of("TR")),
          Map.entry("Vietnamese", List.of("VN")),
          Map.entry("Thai", List.of("TH")),
          Map.entry("Indonesian", List.of("ID")),
          Map.entry("Persian", List.of("IR")));
  private static final List<String> ELSEWHERE = List.of("US");

  private static final List<String> WORDS =
      List.of(
          "phone",
          "tel",
          "telef",
          "teléf",
          "telép",
          "téléph",
          "call",
          "mobile",
          "cell",
          "whatsapp",
          "fax",
          "sms",
          "text me",
          "ring",
          "dial",
          "reach",
          "handy",
          "anruf",
          "ruf ",
          "erreich",
          "mobil",
          "appel",
          "joign",
          "portable",
          "numéro",
          "llam",
          "móvil",
          "movil",
          "celular",
          "ligue",
          "liga",
          "telemóvel",
          "fone",
          "chiam",
          "cellulare",
          "bel ",
          "bellen",
          "zadzwo",
          "komórk",
          "звон",
          "тел",
          "моб",
          "номер",
          "电话",
          "手机",
          "致电",
          "電話",
          "携帯",
          "전화",
          "휴대",
          "연락",
          "هاتف",
          "جوال",
          "اتصل",
          "فون",
          "फोन",
          "फ़ोन",
          "मोबाइल",
          "कॉल",
          "số điện",
          "โทร",
          "telp",
          "تلفن");

  /** What numbers are that look like phone numbers. */
  private static final List<String> OTHERS =
      List.of(
          "order",
          "invoice",
          "isbn",
          "issn",
          "ticket",
          "serial",
          "tracking",
          "part no",
          "sku",
          "id:",
          "bestell",
          "rechnung",
          "commande",
          "facture",
          "pedido",
          "factura",
          "fatura",
          "ordine",
          "заказ",
          "счет",
          "счёт",
          "订单",
          "注文",
          "주문",
          "डर",
          "طلب",
          "zamówieni",
          "doi",
          "arxiv",
          "patent",
          "commit",
          "#");

  private static final int LEAST_DIGITS = 7;
  private static final int TRIES = 2000;

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  @Override
  public void find(String text, String language, Consumer<Finding> found) {
    if (text.chars().filter(Character::isDigit).limit(LEAST_DIGITS).count() < LEAST_DIGITS) {
      return;
    }
    if (text.indexOf('+') >= 0 || text.indexOf('＋') >= 0) {
      international(text, found);
    }
    for (String region : REGIONS.getOrDefault(language, ELSEWHERE)) {
      for (PhoneNumberMatch match : numbers.findNumbers(text, region, Leniency.VALID, TRIES)) {
        if (isPhone(text, match)) {
          found.accept(Finding.in(text, Kind.PHONE, match.start(), match.end()));
        }
      }
    }
  }

  /** A country code tells enough: ranges within a country are given out faster than lists grow. */
  private void international(String text, Consumer<Finding> found) {
    for (PhoneNumberMatch match : numbers.findNumbers(text, null, Leniency.POSSIBLE, TRIES)) {
      if (Digits.apart(text, match.start(), match.end())) {
        found.accept(Finding.in(text, Kind.PHONE, match.start(), match.end()));
      }
    }
  }

  private static boolean isPhone(String text, PhoneNumberMatch match) {
    if (!Digits.apart(text, match.start(), match.end())) {
      return false;
    }
    String written = match.rawString();
    if (written.startsWith("+") || written.startsWith("＋") || written.startsWith("00")) {
      return true;
    }
    if (Words.before(text, match.start(), WORDS)) {
      return true;
    }
    return !Words.before(text, match.start(), OTHERS) && isWrittenAsPhone(written);
  }

  /** Brackets around the area, or three groups and more with a leading zero. */
  private static boolean isWrittenAsPhone(String written) {
    if (written.matches("\\d{3}-\\d{2}-\\d{4}")) {
      return false;
    }
    boolean brackets = written.startsWith("(");
    long groups = written.chars().filter(c -> c == ' ' || c == '-' || c == '.').count() + 1;
    return brackets || (groups >= 3 && written.startsWith("0"));
  }
}
