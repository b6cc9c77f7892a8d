package org.tiltyard.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models of a few words, loaded and run as any other. */
class LocalClassifierTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Offset<Double> EXACT = within(1e-6);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final ModelThreads threads = new ModelThreads(2);

  @AfterEach
  void close() {
    threads.close();
  }

  private static StoredClassifier settings(
      ClassifierKind kind, String label, boolean sigmoid, @Nullable Integer longest) {
    return new StoredClassifier(
        new ClassifierId("0".repeat(32)),
        "tiny",
        kind,
        "tiny",
        label,
        kind == ClassifierKind.SEQUENCE ? "negative" : "",
        sigmoid,
        kind == ClassifierKind.SEQUENCE ? "ToxicChat: " : "",
        0.5,
        longest,
        true,
        null,
        Instant.EPOCH,
        0);
  }

  private LocalClassifier open(StoredClassifier settings) throws LinkUnavailable {
    return LocalClassifier.open(settings, folder, folder.resolve("native"), threads, LIMIT);
  }

  private LocalClassifier roberta() throws LinkUnavailable {
    TinyModels.roberta(folder);
    return open(settings(ClassifierKind.ENCODER, "toxic", false, null));
  }

  private static double score(Classification said) {
    return Objects.requireNonNull(said.categories().get("toxicity")).score();
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void anEncoderGivesEachLabelItsShare() throws LinkUnavailable {
    try (LocalClassifier classifier = roberta()) {
      // The means over two words are -4 and 4.
      Classification bad = classifier.classify("You idiot");
      assertThat(bad.flagged()).isTrue();
      assertThat(score(bad)).isCloseTo(logistic(8), EXACT);
      Classification good = classifier.classify("hello you");
      assertThat(good.flagged()).isFalse();
      assertThat(score(good)).isCloseTo(logistic(-2), EXACT);
      assertThat(classifier.version()).startsWith("sha256:");
    }
  }

  @Test
  void labelsMayHaveProbabilitiesOfTheirOwn() throws LinkUnavailable {
    TinyModels.roberta(folder);
    try (LocalClassifier classifier = open(settings(ClassifierKind.ENCODER, "TOXIC", true, null))) {
      assertThat(score(classifier.classify("you idiot"))).isCloseTo(logistic(4), EXACT);
    }
  }

  @Test
  void aLongTextIsCutAtWhatTheModelTakes() throws LinkUnavailable {
    // 10 positions, of which RoBERTa's count leaves 8: the ninth word is not read.
    try (LocalClassifier classifier = roberta()) {
      String eight = "hello ".repeat(8);
      assertThat(score(classifier.classify(eight + "idiot")))
          .isCloseTo(score(classifier.classify(eight)), EXACT);
      assertThat(score(classifier.classify("hello ".repeat(7) + "idiot")))
          .isGreaterThan(score(classifier.classify(eight)));
      assertThat(classifier.classify("\uD83D\uDE00 ".repeat(100_000)).flagged()).isFalse();
    }
  }

  @Test
  void t5AnswersWithAWord() throws LinkUnavailable {
    TinyModels.t5(folder);
    try (LocalClassifier classifier =
        open(settings(ClassifierKind.SEQUENCE, "positive", false, null))) {
      // With the prefix these are three words: the means are 7/3 and -7/3.
      Classification bad = classifier.classify("you idiot");
      assertThat(score(bad)).isCloseTo(logistic(14.0 / 3), EXACT);
      assertThat(bad.flagged()).isTrue();
      assertThat(score(classifier.classify("hello"))).isCloseTo(logistic(-2), EXACT);
    }
  }

  @Test
  void t5InOneFileSaysTheSame() throws LinkUnavailable {
    TinyModels.wholeT5(folder);
    try (LocalClassifier classifier =
        open(settings(ClassifierKind.SEQUENCE, "positive", false, null))) {
      assertThat(score(classifier.classify("you idiot"))).isCloseTo(logistic(14.0 / 3), EXACT);
    }
  }

  @Test
  void itSaysWhatIsWrongWithAFolder() throws IOException {
    assertThatThrownBy(() -> open(settings(ClassifierKind.ENCODER, "toxic", false, null)))
        .isInstanceOf(LinkUnavailable.class)
        .hasMessage("the folder holds no tokenizer.json");
    TinyModels.roberta(folder);
    assertThatThrownBy(() -> open(settings(ClassifierKind.ENCODER, "rude", false, null)))
        .hasMessage("the model has no label “rude”; it has neutral, toxic");
    assertThatThrownBy(() -> open(settings(ClassifierKind.SEQUENCE, "positive", false, null)))
        .isInstanceOf(LinkUnavailable.class);
    Files.writeString(folder.resolve("model.onnx"), "no model");
    assertThatThrownBy(() -> open(settings(ClassifierKind.ENCODER, "toxic", false, null)))
        .hasMessageStartingWith("model.onnx can’t be used");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThatThrownBy(() -> open(settings(ClassifierKind.ENCODER, "toxic", false, null)))
        .hasMessageStartingWith("tokenizer.json can’t be used");
    Files.writeString(folder.resolve("config.json"), "{");
    assertThatThrownBy(() -> open(settings(ClassifierKind.ENCODER, "toxic", false, null)))
        .hasMessage("config.json can’t be read as JSON");
  }

  @Test
  void itIsClosedWhileOthersReadWithoutHarm() throws Exception {
    LocalClassifier classifier = roberta();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results =
          IntStream.range(0, 60)
              .mapToObj(i -> callers.submit(() -> classifier.classify("you idiot").flagged()))
              .toList();
      assertThat(results.getFirst().get()).isTrue();
      classifier.close();
      for (Future<Boolean> result : results) {
        try {
          assertThat(result.get()).isTrue();
        } catch (java.util.concurrent.ExecutionException refused) {
          assertThat(refused).hasCauseInstanceOf(LinkUnavailable.class);
        }
      }
    }
    assertThatThrownBy(() -> classifier.classify("hello")).isInstanceOf(LinkUnavailable.class);
  }

  @Test
  void foldersAreNamesBelowTheBaseAndNothingElse() throws Exception {
    Path base = Files.createDirectory(folder.resolve("base"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectory(base.resolve("roberta-large"));
    Files.createSymbolicLink(base.resolve("leads-out"), outside);
    ClassifierFolders folders = new ClassifierFolders(base);

    assertThat(folders.names()).containsExactly("leads-out", "roberta-large");
    assertThat(folders.find("roberta-large")).isEqualTo(base.resolve("roberta-large").toRealPath());
    for (String refused :
        List.of("..", "../outside", ".", "", "/etc", "roberta-large/../..", "a\\b", "leads-out")) {
      assertThatThrownBy(() -> folders.find(refused))
          .as(refused)
          .isInstanceOf(LinkUnavailable.class);
    }
    assertThat(new ClassifierFolders(folder.resolve("nowhere")).names()).isEmpty();
  }
}
