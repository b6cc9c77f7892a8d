package org.tiltyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Parquet files as another program sees them. */
class DuckDbTest {

  private static final String MESSAGES = "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]";
  private static final String PARTS =
      "STRUCT(\"role\" VARCHAR, \"content\" STRUCT(\"type\" VARCHAR, \"text\" VARCHAR,"
          + " image VARCHAR, mimeType VARCHAR)[])";
  private static final String METADATA =
      ("STRUCT(sum_user_tokens INTEGER, sum_assistant_a_tokens INTEGER,"
              + " sum_assistant_b_tokens INTEGER, context_a_tokens INTEGER, context_b_tokens INTEGER,"
              + " turns INTEGER, header_count_a HEADERS, header_count_b HEADERS,"
              + " list_count_a LISTS, list_count_b LISTS, bold_count_a BOLD, bold_count_b BOLD)")
          .replace(
              "HEADERS", "STRUCT(h1 BIGINT, h2 BIGINT, h3 BIGINT, h4 BIGINT, h5 BIGINT, h6 BIGINT)")
          .replace("LISTS", "STRUCT(ordered BIGINT, unordered BIGINT)")
          .replace("BOLD", "STRUCT(\"**\" BIGINT, __ BIGINT)");
  private static final String CATEGORIES =
      "STRUCT(\"creative_writing_v0.1\" STRUCT(creative_writing BOOLEAN, score VARCHAR),"
          + " \"criteria_v0.1\" STRUCT(complexity BOOLEAN, creativity BOOLEAN,"
          + " domain_knowledge BOOLEAN, problem_solving BOOLEAN, real_world BOOLEAN,"
          + " specificity BOOLEAN, technical_accuracy BOOLEAN),"
          + " \"if_v0.1\" STRUCT(\"if\" BOOLEAN, score BIGINT),"
          + " \"math_v0.1\" STRUCT(math BOOLEAN))";

  private static Connection database;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws SQLException {
    database = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  private Path file(Schema schema, List<Row> rows) throws IOException {
    Path file = folder.resolve(schema.key() + ".parquet");
    Files.write(file, Collected.write(schema, Format.PARQUET, rows));
    return file;
  }

  private static List<List<String>> query(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (var statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<String, String> types(Path file) throws SQLException {
    return query("describe select * from '" + file + "'").stream()
        .collect(
            Collectors.toMap(
                row -> row.get(0), row -> row.get(1), (a, b) -> a, LinkedHashMap::new));
  }

  @Test
  void theArenasColumnsHaveExactlyTheirTypes() throws IOException, SQLException {
    Path file = file(Schema.ARENA_33K, new RandomRows(21).rows(Schema.ARENA_33K, 30));
    String flags =
        OpenAiModeration.CATEGORIES.stream()
            .map(DuckDbTest::quoted)
            .map(name -> name + " BOOLEAN")
            .collect(Collectors.joining(", "));

    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("question_id", "VARCHAR");
    expected.put("model_a", "VARCHAR");
    expected.put("model_b", "VARCHAR");
    expected.put("winner", "VARCHAR");
    expected.put("judge", "VARCHAR");
    expected.put("conversation_a", MESSAGES);
    expected.put("conversation_b", MESSAGES);
    expected.put("turn", "BIGINT");
    expected.put("anony", "BOOLEAN");
    expected.put("language", "VARCHAR");
    expected.put("tstamp", "DOUBLE");
    expected.put(
        "openai_moderation",
        "STRUCT(categories STRUCT("
            + flags
            + "), category_scores STRUCT("
            + flags.replace("BOOLEAN", "DOUBLE")
            + "), flagged BOOLEAN)");
    expected.put(
        "toxic_chat_tag",
        "STRUCT(\"roberta-large\" STRUCT(flagged BOOLEAN, probability DOUBLE),"
            + " \"t5-large\" STRUCT(flagged BOOLEAN, score DOUBLE))");
    assertThat(types(file)).containsExactlyEntriesOf(expected);
  }

  private static String quoted(String name) {
    return name.matches("[a-z]+") ? name : '"' + name + '"';
  }

  @Test
  void theNewerReleasesHaveTheirs() throws IOException, SQLException {
    Map<String, String> of100k =
        types(file(Schema.ARENA_100K, new RandomRows(22).rows(Schema.ARENA_100K, 30)));
    assertThat(new ArrayList<>(of100k.keySet()))
        .containsExactly(
            "question_id",
            "model_a",
            "model_b",
            "winner",
            "conversation_a",
            "conversation_b",
            "turn",
            "anony",
            "language",
            "tstamp",
            "conv_metadata",
            "is_code",
            "is_refusal",
            "dedup_tag",
            "category_tag",
            "judge_hash");
    assertThat(of100k)
        .containsEntry("conv_metadata", METADATA)
        .containsEntry("dedup_tag", "STRUCT(high_freq BOOLEAN, sampled BOOLEAN)")
        .containsEntry("category_tag", CATEGORIES);

    Map<String, String> of140k =
        types(file(Schema.ARENA_140K, new RandomRows(23).rows(Schema.ARENA_140K, 30)));
    assertThat(new ArrayList<>(of140k.keySet()))
        .containsExactly(
            "id",
            "model_a",
            "model_b",
            "winner",
            "evaluation_session_id",
            "evaluation_order",
            "conversation_a",
            "conversation_b",
            "full_conversation",
            "conv_metadata",
            "category_tag",
            "language",
            "is_code",
            "timestamp");
    assertThat(of140k)
        .containsEntry("evaluation_order", "INTEGER")
        .containsEntry("conversation_a", PARTS + "[]")
        .containsEntry(
            "full_conversation",
            "STRUCT(\"user\" %s, model_side_a %s, model_side_b %s)[]"
                .formatted(PARTS, PARTS, PARTS))
        .containsEntry("timestamp", "TIMESTAMP");
  }

  @Test
  void theOthersHaveTheirs() throws IOException, SQLException {
    assertThat(types(file(Schema.MT_BENCH, new RandomRows(24).rows(Schema.MT_BENCH, 30))))
        .containsEntry("question_id", "BIGINT")
        .containsEntry("turn", "BIGINT")
        .containsEntry("judge", "VARCHAR");
    assertThat(types(file(Schema.ARENA_55K, new RandomRows(25).rows(Schema.ARENA_55K, 30))))
        .containsEntry("prompt", "VARCHAR")
        .containsEntry("winner_tie", "INTEGER");
    assertThat(
            types(
                file(
                    Schema.PREFERENCE_PAIRS, new RandomRows(26).rows(Schema.PREFERENCE_PAIRS, 30))))
        .isEqualTo(Map.of("prompt", MESSAGES, "chosen", MESSAGES, "rejected", MESSAGES));
    assertThat(types(file(Schema.ULTRACHAT, new RandomRows(27).rows(Schema.ULTRACHAT, 30))))
        .isEqualTo(Map.of("id", "VARCHAR", "data", "VARCHAR[]"));
    assertThat(
            types(file(Schema.ULTRACHAT_200K, new RandomRows(28).rows(Schema.ULTRACHAT_200K, 30))))
        .isEqualTo(Map.of("prompt", "VARCHAR", "prompt_id", "VARCHAR", "messages", MESSAGES));
  }

  /** DuckDB turns each row into JSON; that is compared with the row's own line. */
  @ParameterizedTest
  @EnumSource(Schema.class)
  void everyValueIsReadRight(Schema schema) throws IOException, SQLException {
    List<Row> rows = new RandomRows(29).rows(schema, 100);
    Path file = file(schema, rows);

    List<List<String>> read = query("select to_json(r)::varchar from '" + file + "' r");

    assertThat(read).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(comparable(JsonText.parse(read.get(i).getFirst())))
          .isEqualTo(comparable(JsonText.parse(DatasetFiles.json(rows.get(i)))));
    }
  }

  /** Numbers by value, times in one form, as the two write them differently. */
  private static Object comparable(@org.jspecify.annotations.Nullable Object tree) {
    return switch (tree) {
      case null -> "null";
      case JsonNumber number -> Double.valueOf(number.text());
      case String text when text.matches("\\d{4}-\\d\\d-\\d\\d[ T][\\d:.]+") ->
          Scalars.time(text).toString();
      case Map<?, ?> map -> {
        Map<Object, Object> same = new LinkedHashMap<>();
        map.forEach((name, value) -> same.put(name, comparable(value)));
        yield same;
      }
      case List<?> list -> list.stream().map(DuckDbTest::comparable).toList();
      default -> tree;
    };
  }

  /** As other people's files are: written by another program, packed as it likes. */
  @ParameterizedTest
  @CsvSource({"snappy", "zstd", "gzip", "uncompressed", "lz4_raw"})
  void filesOfAnotherProgramAreRead(String codec) throws IOException, SQLException {
    for (Schema schema : List.of(Schema.ARENA_33K, Schema.ARENA_100K, Schema.ARENA_140K)) {
      List<Row> rows = new RandomRows(31).rows(schema, 300);
      Path own = file(schema, rows);
      Path theirs = folder.resolve(codec + ".parquet");
      try (var statement = database.createStatement()) {
        statement.execute(
            "copy (from '%s') to '%s' (format parquet, codec '%s', row_group_size 100)"
                .formatted(own, theirs, codec));
      }

      assertThat(Collected.rowsOf(Files.readAllBytes(theirs), "")).isEqualTo(rows);
    }
  }

  @Test
  void filesArePackedWithZstdAndNameAWriterThatStaysTheSame() throws IOException, SQLException {
    Path file = file(Schema.ARENA_33K, new RandomRows(30).rows(Schema.ARENA_33K, 500));

    assertThat(query("select distinct compression from parquet_metadata('" + file + "')"))
        .containsExactly(List.of("ZSTD"));
    assertThat(query("select created_by from parquet_file_metadata('" + file + "')"))
        .allSatisfy(row -> assertThat(row.getFirst()).startsWith("parquet-mr version"));
    assertThat(query("select decode(key), decode(value) from parquet_kv_metadata('" + file + "')"))
        .as("nothing that changes from run to run")
        .allSatisfy(row -> assertThat(row.get(1)).doesNotContainPattern("20\\d\\d-"));
  }
}
