package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.testing.SharedData;

/** Real rows come in and go out without a changed field or value. */
class RealRowsTest {

  @ParameterizedTest
  @CsvSource({
    "arena_schema_rows/chatbot_arena_conversations_row0.json, arena-33k, 1",
    "arena_schema_rows/chatbot_arena_conversations_example_c0fc42c6.json, arena-33k, 1",
    "llmfao/conversations_arena_schema_2000.jsonl, arena-33k, 2000",
    "mt_bench_human/human_arena_schema.jsonl, mt-bench, 1751",
    "ultrachat/ultrachat_original_schema_derived.jsonl, ultrachat, 1000",
    "ultrachat/ultrachat200k_full_schema_derived.jsonl, ultrachat-200k, 1000"
  })
  void everyFieldAndValueIsTheSame(String file, String schema, int count) throws IOException {
    Path path = SharedData.path(file);
    Collected found = new Collected();

    ReadSummary summary = found.read(Files.readAllBytes(path), file);

    assertThat(found.problems).isEmpty();
    assertThat(summary.whole()).isTrue();
    assertThat(summary.schema()).isEqualTo(Schema.of(schema).orElseThrow());
    assertThat(summary.rows()).isEqualTo(count);
    List<String> before =
        Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    List<String> after =
        new String(
                Collected.write(Schema.of(schema).orElseThrow(), Format.JSONL, found.list()),
                StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      // Trees compare the texts of numbers, not only their values.
      assertThat(JsonText.parse(after.get(i))).isEqualTo(JsonText.parse(before.get(i)));
    }
  }

  /** Columns have no place for fields that aren't there or aren't known; all else is the same. */
  @ParameterizedTest
  @CsvSource({
    "arena_schema_rows/chatbot_arena_conversations_row0.json",
    "llmfao/conversations_arena_schema_2000.jsonl",
    "ultrachat/ultrachat_original_schema_derived.jsonl",
    "ultrachat/ultrachat200k_full_schema_derived.jsonl"
  })
  void throughColumnsToo(String file) throws IOException {
    List<Row> rows = Collected.rowsOf(Files.readAllBytes(SharedData.path(file)), file);
    Schema schema = rows.getFirst().schema();

    byte[] parquet = Collected.write(schema, Format.PARQUET, rows);
    List<Row> back = Collected.rowsOf(parquet, "");

    assertThat(back).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(withoutNulls(back.get(i))).isEqualTo(withoutNulls(rows.get(i)));
    }
  }

  private static @Nullable Object withoutNulls(Row row) {
    Object tree = JsonText.parse(DatasetFiles.json(row));
    if (tree instanceof Map<?, ?> map) {
      map.values().removeIf(value -> value == null);
    }
    return tree;
  }

  @Test
  void theFirstRowOfTheReleaseHasWhatIsDocumented() throws IOException {
    ArenaRow row =
        (ArenaRow)
            DatasetFiles.parse(
                Schema.ARENA_33K,
                Files.readString(
                    SharedData.path("arena_schema_rows/chatbot_arena_conversations_row0.json")));

    assertThat(row.tstamp()).isEqualTo(1682351591.1322);
    OpenAiModeration moderation = Objects.requireNonNull(row.openaiModeration());
    assertThat(moderation.categoryScores().keySet())
        .containsExactlyElementsOf(OpenAiModeration.CATEGORIES);
    assertThat(moderation.categoryScores().get("self-harm")).isEqualTo(5.1901172e-09);
    ToxicChatTag tag = Objects.requireNonNull(row.toxicChatTag());
    assertThat(tag.labels().keySet()).containsExactlyElementsOf(ToxicChatTag.CLASSIFIERS);
    assertThat(Objects.requireNonNull(tag.labels().get("t5-large")).score())
        .isEqualTo(7.943665219245499e-05);
  }

  @Test
  void promptIdsAreTheHashesOfPrompts() throws IOException {
    String file = "ultrachat/ultrachat200k_full_schema_derived.jsonl";
    for (Row row : Collected.rowsOf(Files.readAllBytes(SharedData.path(file)), file)) {
      UltraChat200kRow dialogue = (UltraChat200kRow) row;
      assertThat(Hashes.of(dialogue.prompt())).isEqualTo(dialogue.promptId());
    }
  }
}
