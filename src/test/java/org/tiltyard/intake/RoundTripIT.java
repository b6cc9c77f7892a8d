package org.tiltyard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.intake.Researcher.PASSWORD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.testing.SharedData;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Datasets go from one arena to another and back without a changed byte. */
class RoundTripIT {

  /** Compares the digits of numbers, not only their values. */
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static TestArena here;
  private static TestArena elsewhere;

  @BeforeAll
  static void open() {
    here = TestArena.start("--tiltyard.admin.password=" + PASSWORD);
    elsewhere = TestArena.start("--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void close() {
    here.close();
    elsewhere.close();
  }

  private static String shared(String name) throws IOException {
    return Files.readString(SharedData.path(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Set<JsonNode> rows(String... files) {
    return Arrays.stream(files)
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(EXACT::readTree)
        .collect(Collectors.toSet());
  }

  @Test
  void everyFieldAndValueStaysThroughTwoArenas() throws IOException {
    Researcher ada = new Researcher(here);
    Researcher ben = new Researcher(elsewhere);
    String first = shared("arena_schema_rows/chatbot_arena_conversations_row0.json");
    String second = shared("arena_schema_rows/chatbot_arena_conversations_example_c0fc42c6.json");
    String crowd = shared("llmfao/conversations_arena_schema_2000.jsonl");
    String bench = shared("mt_bench_human/human_arena_schema.jsonl");
    String dialogues = shared("ultrachat/ultrachat_original_schema_derived.jsonl");

    JsonNode brought = ada.bring(bytes(crowd), "conversations.jsonl");
    ada.bring(bytes(first), "row0.json", Map.of("schema", "arena-33k"));
    ada.bring(bytes(second), "example.json", Map.of("schema", "arena-33k"));
    JsonNode judged = ada.bring(bytes(bench), "human.jsonl");
    ada.bring(bytes(dialogues), "dialogues.jsonl");

    assertThat(brought.get("added").asInt()).isEqualTo(2000);
    assertThat(brought.get("bad").asInt()).isZero();
    assertThat(brought.get("schema").asString()).isEqualTo("arena-33k");
    assertThat(judged.get("bad").asInt() + judged.get("conflicting").asInt()).isZero();
    String arena = ada.export("arena-33k", "imported");
    String judgments = ada.export("mt-bench", "imported");
    assertThat(rows(arena)).containsAll(rows(first, second, crowd));
    assertThat(rows(judgments)).containsAll(rows(bench));
    assertThat(rows(ada.export("ultrachat", "imported"))).containsAll(rows(dialogues));

    JsonNode again = ben.bring(zip("data/train.jsonl", bytes(arena)), "release.zip");
    assertThat(again.get("bad").asInt()).isZero();
    assertThat(again.get("conflicting").asInt()).isZero();
    assertThat(ben.export("arena-33k", "imported").equals(arena)).isTrue();
  }

  @Test
  void ownVotesAreTheSameRowsElsewhere() {
    Researcher ada = new Researcher(here);
    Voter voter = here.newVoter();
    for (String winner : List.of("model_a", "tie", "tie (bothbad)")) {
      String battle = voter.startAndWait("What is the difference between a hare and a rabbit?");
      voter.vote(battle, winner);
    }
    String own = ada.export("arena-33k", "own");
    String provenance = ada.export("provenance", "own");
    assertThat(Researcher.lines(own)).hasSize(3);
    assertThat(Researcher.lines(provenance)).hasSize(3);

    Researcher cleo = new Researcher(elsewhere);
    JsonNode brought = cleo.bring(bytes(own), "votes.jsonl");
    JsonNode origins = cleo.bring(bytes(provenance), "provenance.jsonl");
    assertThat(brought.get("added").asInt()).isEqualTo(3);
    assertThat(Researcher.lines(cleo.export("arena-33k", "imported")))
        .containsSubsequence(Researcher.lines(own));
    assertThat(Researcher.lines(cleo.export("provenance", "imported")))
        .containsSubsequence(Researcher.lines(provenance));
    cleo.undo(brought);
    cleo.undo(origins);
    JsonNode home = ada.bring(bytes(own), "votes.jsonl");
    assertThat(home.get("own").asInt()).isEqualTo(3);
    assertThat(home.get("added").asInt()).isZero();
  }

  private static byte[] zip(String name, byte[] file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(file);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
