package org.tiltyard.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Goes by the script where only one language uses it, else by the letter statistics of Lingua,
 * helped by the commonest words of each language, since a short text has few letters.
 */
@Component
class LinguaLanguageDetector implements LanguageDetector {

  private static final Map<UnicodeScript, List<Language>> SHARED_SCRIPTS =
      Map.of(
          UnicodeScript.LATIN, Language.allWithLatinScript(),
          UnicodeScript.CYRILLIC, Language.allWithCyrillicScript(),
          UnicodeScript.ARABIC, Language.allWithArabicScript(),
          UnicodeScript.DEVANAGARI, Language.allWithDevanagariScript());

  private static final Duration PRELOAD_AFTER = Duration.ofSeconds(5);

  /** How much one common word counts beside the distance between two values of Lingua's. */
  private static final double WORD_WEIGHT = 0.1;

  /** The same for a text of one word; two words have half of it each, and so on. */
  private static final double ONLY_WORD_WEIGHT = 0.6;

  private final LanguageSettings settings;
  private final List<Language> languages;
  private final CommonWords commonWords;
  private final FutureTask<com.github.pemistahl.lingua.api.LanguageDetector> models =
      new FutureTask<>(this::load);

  LinguaLanguageDetector(LanguageSettings settings) {
    this.settings = settings;
    this.languages = settings.languages().stream().map(LinguaLanguageDetector::named).toList();
    this.commonWords = new CommonWords(resource(), settings.languages());
  }

  private static Language named(String name) {
    return Arrays.stream(Language.values())
        .filter(language -> language != Language.UNKNOWN && nameOf(language).equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("tiltyard.language.languages: no such language: " + name));
  }

  private static String nameOf(Language language) {
    if (language == Language.BOKMAL) {
      return "Norwegian";
    }
    String name = language.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String resource() {
    try (InputStream stream =
        LinguaLanguageDetector.class.getResourceAsStream("/language/common-words.txt")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Loads the models where nobody waits for them, and when the first page is out: loading takes all
   * processors for some seconds. The first text may still come before, and loads them then.
   */
  @EventListener(ApplicationReadyEvent.class)
  void preload() {
    if (settings.preload()) {
      CompletableFuture.delayedExecutor(
              PRELOAD_AFTER.toMillis(),
              TimeUnit.MILLISECONDS,
              task -> Thread.ofPlatform().daemon().name("language-models").start(task))
          .execute(models);
    }
  }

  @Override
  public String nameOf(String text) {
    String prose = Prose.of(text);
    return Script.of(prose)
        .flatMap(script -> Script.languageOf(script).or(() -> shared(script, prose)))
        .orElse(UNKNOWN);
  }

  /** The language of a text in a script that several languages use. */
  private Optional<String> shared(UnicodeScript script, String prose) {
    List<Language> users = SHARED_SCRIPTS.getOrDefault(script, List.of());
    List<Language> candidates = languages.stream().filter(users::contains).toList();
    if (candidates.size() < 2) {
      return candidates.stream().findFirst().map(LinguaLanguageDetector::nameOf);
    }
    String words = Script.only(script, prose);
    return best(scores(words));
  }

  /** Lingua gives its first choice the value 1; common words may move another one past it. */
  private Map<String, Double> scores(String words) {
    Map<String, Double> points = commonWords.points(words);
    double weight = Math.max(WORD_WEIGHT, ONLY_WORD_WEIGHT / words.split(" ").length);
    Map<String, Double> scores = new HashMap<>();
    models()
        .computeLanguageConfidenceValues(words)
        .forEach((language, value) -> {
          String name = nameOf(language);
          scores.merge(name, value + weight * points.getOrDefault(name, 0.0), Math::max);
        });
    return scores;
  }

  /** The first language when it is far enough from the second. */
  private Optional<String> best(Map<String, Double> scores) {
    List<Map.Entry<String, Double>> best =
        scores.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    double lead = best.size() < 2 ? 1 : best.getFirst().getValue() - best.get(1).getValue();
    return best.isEmpty() || lead < settings.minimumConfidence()
        ? Optional.empty()
        : Optional.of(best.getFirst().getKey());
  }

  private com.github.pemistahl.lingua.api.LanguageDetector models() {
    models.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return models.get();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } catch (ExecutionException | CancellationException failure) {
      throw new IllegalStateException("the language models could not be loaded", failure);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Only languages that share a script need models. */
  private com.github.pemistahl.lingua.api.LanguageDetector load() {
    LanguageDetectorBuilder builder =
        LanguageDetectorBuilder.fromLanguages(needingModels()).withPreloadedLanguageModels();
    return settings.lowAccuracy() ? builder.withLowAccuracyMode().build() : builder.build();
  }

  private Language[] needingModels() {
    return languages.stream()
        .filter(language ->
            SHARED_SCRIPTS.values().stream()
                .filter(users -> users.contains(language))
                .anyMatch(users -> languages.stream().filter(users::contains).count() > 1))
        .toArray(Language[]::new);
  }
}
