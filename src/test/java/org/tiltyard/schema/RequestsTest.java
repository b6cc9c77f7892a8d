package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.tiltyard.testing.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What prompts ask for, guessed on a labelled set and on one that somebody else labelled. */
class RequestsTest {

  private record Labelled(String labels, String prompt) {}

  /** How often a guess was right, wrong, and missing. */
  private record Score(int right, List<String> wrong, List<String> missed) {

    static Score of(List<Labelled> set, String label, Predicate<String> guess) {
      int right = 0;
      List<String> wrong = new ArrayList<>();
      List<String> missed = new ArrayList<>();
      for (Labelled one : set) {
        boolean said = guess.test(one.prompt);
        boolean is = one.labels.contains(label);
        if (said && is) {
          right++;
        } else if (said) {
          wrong.add(one.prompt);
        } else if (is) {
          missed.add(one.prompt);
        }
      }
      return new Score(right, wrong, missed);
    }

    double precision() {
      return (double) right / (right + wrong.size());
    }

    double recall() {
      return (double) right / (right + missed.size());
    }

    Score printed(String name) {
      System.out.printf(
          Locale.ROOT,
          "%-22s precision %5.1f %%  recall %5.1f %%%n  wrong: %s%n  missed: %s%n",
          name,
          100 * precision(),
          100 * recall(),
          wrong,
          missed);
      return this;
    }
  }

  private static List<Labelled> set() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(RequestsTest.class.getResourceAsStream("/categories/prompts.tsv"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 3))
          .map(cells -> new Labelled(cells[0], cells[2].replace("\\n", "\n")))
          .toList();
    }
  }

  @Test
  void mostOfALabelledSetIsGuessedRightly() throws IOException {
    List<Labelled> set = set();
    Score math = Score.of(set, "m", Requests::isMath).printed("math");
    Score instructions = Score.of(set, "i", Requests::givesInstructions).printed("instructions");

    assertThat(set).hasSizeGreaterThan(140);
    assertThat(math.precision()).isGreaterThanOrEqualTo(0.95);
    assertThat(math.recall()).isGreaterThanOrEqualTo(0.9);
    assertThat(instructions.precision()).isGreaterThanOrEqualTo(0.95);
    assertThat(instructions.recall()).isGreaterThanOrEqualTo(0.9);
  }

  /** Eighty questions that others sorted into kinds; those of reasoning are near to mathematics. */
  @Test
  void theMathematicsOfMtBenchIsFound() throws IOException {
    List<Labelled> questions = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.path("mt_bench_human/question.jsonl"))) {
      JsonNode question = JsonMapper.shared().readTree(line);
      String category = question.get("category").asString();
      if (!category.equals("reasoning")) {
        questions.add(
            new Labelled(category.equals("math") ? "m" : "", question.at("/turns/0").asString()));
      }
    }
    Score math = Score.of(questions, "m", Requests::isMath).printed("math of MT-bench");

    assertThat(math.recall()).isGreaterThanOrEqualTo(0.9);
    assertThat(math.wrong()).hasSizeLessThanOrEqualTo(7);
  }

  @Test
  void noPromptTakesLong() {
    for (String ugly :
        List.of(
            "1",
            "1+",
            "1 ",
            "a^",
            "x - ",
            "\\",
            "```\n",
            "how many 1 2 ",
            "in one ",
            "do not ",
            "must ",
            "start each a ",
            "|x",
            "answer a ",
            "write a a ",
            "ohne a ",
            "100",
            "不要",
            "\n")) {
      String prompt = ugly.repeat(200_000 / ugly.length());
      Assertions.assertTimeout(
          Duration.ofSeconds(2),
          () -> {
            boolean unused = Requests.isMath(prompt) && Requests.givesInstructions(prompt);
          },
          ugly);
    }
  }
}
