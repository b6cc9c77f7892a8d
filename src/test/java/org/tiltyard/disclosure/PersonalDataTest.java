package org.tiltyard.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data in texts: what is found on a labelled set, how well, and how it is masked. */
class PersonalDataTest {

  /** A text of the set. */
  private record Labelled(String language, String text, List<Finding> data) {

    static Labelled of(String line) {
      String[] cells = line.split("\t", 3);
      String marked = cells[2].replace("\\n", "\n");
      StringBuilder text = new StringBuilder();
      List<Finding> data = new ArrayList<>();
      int at = 0;
      for (int open = marked.indexOf('⟦'); open >= 0; open = marked.indexOf('⟦', at)) {
        int close = marked.indexOf('⟧', open);
        String value = marked.substring(open + 1, close);
        text.append(marked, at, open);
        int start = text.length();
        text.append(value);
        data.add(new Finding(Kind.of(cells[0]).orElseThrow(), start, text.length(), value));
        at = close + 1;
      }
      text.append(marked, at, marked.length());
      return new Labelled(cells[1], text.toString(), data);
    }
  }

  /** How often a kind was found rightly, wrongly, and not at all. */
  private static final class Score {
    private int right;
    private int wrong;
    private int missed;

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
      return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    void add(Score other) {
      right += other.right;
      wrong += other.wrong;
      missed += other.missed;
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%-16s precision %5.1f %%  recall %5.1f %%  (%d right, %d wrong, %d missed)",
          name,
          100 * precision(),
          100 * recall(),
          right,
          wrong,
          missed);
    }
  }

  private static List<Labelled> set() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PersonalDataTest.class.getResourceAsStream("/disclosure/personal-data.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Labelled::of)
          .toList();
    }
  }

  @Test
  void findsWhatIsThereAndLeavesWhatOnlyLooksLikeIt() throws IOException {
    List<Labelled> set = set();
    assertThat(set.stream().filter(one -> !one.data.isEmpty())).hasSize(300);
    assertThat(set.stream().filter(one -> one.data.isEmpty())).hasSize(300);
    assertThat(set.stream().map(Labelled::language).distinct()).hasSize(10);

    Map<Kind, Score> scores = new EnumMap<>(Kind.class);
    List<String> mistakes = new ArrayList<>();
    set.forEach(one -> score(one, scores, mistakes));
    Score all = new Score();
    scores.values().forEach(all::add);
    scores.forEach((kind, score) -> System.out.println(score.line(kind.word())));
    System.out.println(all.line("all"));
    mistakes.forEach(System.out::println);

    assertThat(all.precision()).isGreaterThanOrEqualTo(0.97);
    assertThat(all.recall()).isGreaterThanOrEqualTo(0.97);
    assertThat(scores.values())
        .allMatch(score -> score.precision() >= 0.9 && score.recall() >= 0.9);
  }

  private static void score(Labelled one, Map<Kind, Score> scores, List<String> mistakes) {
    List<Finding> found = PersonalData.find(one.text, one.language);
    for (Finding finding : found) {
      Score score = scores.computeIfAbsent(finding.kind(), kind -> new Score());
      if (one.data.contains(finding)) {
        score.right++;
      } else {
        score.wrong++;
        mistakes.add("  wrong " + finding + " in: " + one.text);
      }
    }
    for (Finding there : one.data) {
      if (!found.contains(there)) {
        scores.computeIfAbsent(there.kind(), kind -> new Score()).missed++;
        mistakes.add("  missed " + there + " in: " + one.text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email | write to ana (at) lima-works (dot) pt today | ana (at) lima-works (dot) pt",
        "email | <mailto:dev@sub.domain.co.jp>. | dev@sub.domain.co.jp",
        "email | Почта: иван@почта.рф! | иван@почта.рф",
        "ip | seen 93.184.216.34, then nothing | 93.184.216.34",
        "ip | from 2606:4700:4700::64 on | 2606:4700:4700::64",
        "mac | at 3c:22:fb:9a:10:4e. | 3c:22:fb:9a:10:4e",
        "card | 4539 1488 0343 6467. | 4539 1488 0343 6467",
        "iban | DE89 3704 0044 0532 0130 00, please | DE89 3704 0044 0532 0130 00",
        "iban | GB29NWBK60161331926819 | GB29NWBK60161331926819",
        "secret | password: Tr0ub4dor&3 | Tr0ub4dor&3",
      })
  void findsItWithWhateverIsAround(String kind, String text, String value) {
    assertThat(PersonalData.find(text, "English"))
        .extracting(finding -> finding.kind().word(), Finding::text)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(kind, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nothing here.",
        "π is 3.141592653589793238462643383279",
        "see 10.1145/3292500.3330701 and arXiv:2403.04132",
        "for (int i = 0; i < 1000000; i++) a[i] = i * 31 + 7;",
        "{\"id\": 1234567890123, \"ts\": 1700000000}",
        "password = hunter",
        "12:34:56 2024-01-01T00:00:00.000Z",
        "<EMAIL_1> called <PHONE_1>",
      })
  void findsNothingInOrdinaryText(String text) {
    assertThat(PersonalData.find(text, "English")).isEmpty();
  }

  @Test
  void aPrivateKeyIsOneFindingFromItsFirstLineToItsLast() {
    String key =
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc@def.com\n-----END RSA PRIVATE KEY-----";
    assertThat(PersonalData.find("key:\n" + key + "\nbye", "English"))
        .containsExactly(new Finding(Kind.SECRET, 5, 5 + key.length(), key));
  }

  @Test
  void ofTwoInOnePlaceTheEarlierKindCounts() {
    String text = "mysql://root:Xk29dPq7@db.shop.com/a";
    assertThat(PersonalData.find(text, "English"))
        .extracting(Finding::kind)
        .containsExactly(Kind.URL_CREDENTIALS);
  }

  /** Whatever stands around a value, findings are in order, apart, and say what stands there. */
  @Test
  void findingsAreInOrderAndApart() throws IOException {
    List<Labelled> set = set();
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = 0; part < 5; part++) {
        text.append(set.get(random.nextInt(set.size())).text)
            .append(" ,.;\n/-_".charAt(random.nextInt(8)));
      }
      int end = 0;
      for (Finding finding : PersonalData.find(text.toString(), "unknown")) {
        assertThat(finding.start()).isGreaterThanOrEqualTo(end);
        assertThat(text.substring(finding.start(), finding.end())).isEqualTo(finding.text());
        end = finding.end();
      }
    }
  }

  /** Texts that make careless patterns run for ever; the build's time limit would tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "1", "@", "a@", "1-", "1.", "ab:", "(at)", "eyJ", "://", "sk-", " ", "AB1"})
  void longTextsOfOnePieceEnd(String piece) {
    String text = piece.repeat(200_000 / piece.length());
    assertThat(PersonalData.find(text, "English").size()).isLessThanOrEqualTo(text.length());
  }

  @Nested
  class Masks {

    private final Mask mask = new Mask();

    private String masked(String text) {
      return mask.mask(text, PersonalData.find(text, "English"));
    }

    @Test
    void theSameValueHasTheSameLabelThroughoutAConversation() {
      assertThat(masked("Mail ada.b@gmail.com or bo@web.de"))
          .isEqualTo("Mail <EMAIL_1> or <EMAIL_2>");
      assertThat(masked("I wrote to BO@web.de")).isEqualTo("I wrote to <EMAIL_2>");
      assertThat(masked("IBAN DE89370400440532013000")).isEqualTo("IBAN <IBAN_1>");
      assertThat(masked("so DE89 3704 0044 0532 0130 00")).isEqualTo("so <IBAN_1>");
    }

    @Test
    void whatIsMaskedIsNotFoundAgain() throws IOException {
      for (Labelled one : set()) {
        String once = mask.mask(one.text, PersonalData.find(one.text, one.language));
        assertThat(PersonalData.find(once, one.language)).as(once).isEmpty();
      }
    }
  }
}
