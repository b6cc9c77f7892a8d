package org.tiltyard.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LanguageDetectorTest {

  /** Shared: the models of one process are shared by all detectors anyway. */
  private static final LanguageDetector DETECTOR =
      new LinguaLanguageDetector(settings(Map.of("tiltyard.language.accuracy", "high")));

  private static final Set<String> OWN_SCRIPT =
      Set.of(
          "Chinese",
          "Japanese",
          "Korean",
          "Thai",
          "Hebrew",
          "Greek",
          "Georgian",
          "Armenian",
          "Bengali",
          "Tamil",
          "Hindi");

  private record Labelled(String language, String prompt) {}

  private static LanguageSettings settings(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("tiltyard.language", LanguageSettings.class);
  }

  private static List<Labelled> prompts() throws IOException {
    try (InputStream stream =
        LanguageDetectorTest.class.getResourceAsStream("/language/prompts.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\\|", 2))
          .map(sides -> new Labelled(sides[0].strip(), unescaped(sides[1].strip())))
          .toList();
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n")
        .replace("\\u0000", "\0")
        .replace("\\u202e", "\u202e")
        .replace("\\ud83d", "\ud83d");
  }

  private record Score(int right, int all) {

    Score and(boolean isRight) {
      return new Score(right + (isRight ? 1 : 0), all + 1);
    }
  }

  /** Scores by label; prints them, and what went wrong. */
  private static Map<String, Score> scores(LanguageDetector detector, String title)
      throws IOException {
    Map<String, Score> scores = new TreeMap<>();
    for (Labelled labelled : prompts()) {
      String name = detector.nameOf(labelled.prompt());
      boolean right = name.equals(labelled.language());
      scores.merge(labelled.language(), new Score(0, 0).and(right), (s, one) -> s.and(right));
      if (!right) {
        System.out.println(title + ": " + labelled + " was taken for " + name);
      }
    }
    scores.forEach((language, score) ->
        System.out.printf("%s: %s %d of %d%n", title, language, score.right(), score.all()));
    return scores;
  }

  private static double share(Map<String, Score> scores) {
    int right = scores.values().stream().mapToInt(Score::right).sum();
    int all = scores.values().stream().mapToInt(Score::all).sum();
    System.out.printf("%d of %d%n", right, all);
    return (double) right / all;
  }

  @Test
  void namesTheLanguageOfShortPrompts() throws IOException {
    Map<String, Score> scores = scores(DETECTOR, "high");
    assertThat(prompts()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(scores).hasSizeGreaterThanOrEqualTo(22);
    assertThat(share(scores)).isGreaterThanOrEqualTo(0.9);
    OWN_SCRIPT.forEach(language ->
        assertThat(scores.get(language)).matches(s -> s.right() == s.all(), "all of " + language));
    assertThat(scores.get("unknown")).matches(s -> s.right() == s.all(), "nothing but language");
  }

  @Test
  void managesWithLittleMemory() throws IOException {
    LanguageDetector low =
        new LinguaLanguageDetector(settings(Map.of("tiltyard.language.accuracy", "low")));
    assertThat(share(scores(low, "low"))).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void answersManyThreadsAlike() throws Exception {
    List<String> prompts = prompts().stream().map(Labelled::prompt).toList();
    List<String> expected = prompts.stream().map(DETECTOR::nameOf).toList();
    List<Future<List<String>>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        answers.add(threads.submit(() -> prompts.stream().map(DETECTOR::nameOf).toList()));
      }
    }
    for (Future<List<String>> answer : answers) {
      assertThat(answer.get()).isEqualTo(expected);
    }
  }

  @Test
  void readsOnlyTheBeginningOfALongText() {
    String german = "Was ist der Unterschied zwischen diesen beiden Wörtern? ".repeat(50);
    assertThat(DETECTOR.nameOf(german + "the cat sat on the mat. ".repeat(100_000)))
        .isEqualTo("German");
    assertThat(DETECTOR.nameOf("`".repeat(100_000))).isEqualTo("unknown");
    assertThat(DETECTOR.nameOf("<".repeat(100_000))).isEqualTo("unknown");
    assertThat(DETECTOR.nameOf("a.".repeat(100_000))).isEqualTo("unknown");
  }

  @Test
  void saysUnknownWhenTheStatisticsLeaveDoubt() {
    LanguageDetector strict =
        new LinguaLanguageDetector(
            settings(
                Map.of(
                    "tiltyard.language.languages", "Spanish,Portuguese",
                    "tiltyard.language.accuracy", "low",
                    "tiltyard.language.minimum-confidence", "0.9")));
    assertThat(strict.nameOf("casa vaca amiga")).isEqualTo("unknown");
  }

  @Test
  void knowsTheOnlyLanguageOfAScriptWithoutModels() {
    LanguageDetector arabicOnly =
        new LinguaLanguageDetector(settings(Map.of("tiltyard.language.languages", "Arabic")));
    assertThat(arabicOnly.nameOf("ما هي عاصمة فرنسا؟")).isEqualTo("Arabic");
    assertThat(arabicOnly.nameOf("hello")).isEqualTo("unknown");
  }

  @Test
  void refusesALanguageItDoesNotKnow() {
    assertThatThrownBy(() ->
            new LinguaLanguageDetector(settings(Map.of("tiltyard.language.languages", "Elvish"))))
        .hasMessageContaining("no such language: Elvish");
    assertThatThrownBy(() -> settings(Map.of("tiltyard.language.minimum-confidence", "2")))
        .hasRootCauseMessage("tiltyard.language.minimum-confidence must be at least 0 and below 1");
  }
}
