package org.tiltyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.FileGuess;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Problem;
import org.tiltyard.schema.ReadLimits;
import org.tiltyard.schema.Row;
import org.tiltyard.schema.RowSink;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;
import org.tiltyard.testing.SharedData;

/** What the guide says to type into DuckDB works, on files of 2,000 real conversations. */
class GuideTest {

  private static final Path GUIDE = Path.of("docs", "guide.md");
  private static final String REAL = "llmfao/conversations_arena_schema_2000.jsonl";
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\\n(.*?)```");

  @TempDir static Path folder;

  @BeforeAll
  static void writeFiles() throws IOException {
    List<Conversation> conversations = conversations();
    assertThat(conversations).hasSize(2000);
    write(conversations, Schema.ARENA_33K, Format.PARQUET);
    write(conversations, Schema.ARENA_100K, Format.PARQUET);
    write(conversations, Schema.PREFERENCE_PAIRS, Format.JSONL);
  }

  private static List<Conversation> conversations() throws IOException {
    List<Conversation> found = new ArrayList<>();
    RowSink sink =
        new RowSink() {
          @Override
          public void row(long number, Row row) {
            Rows.conversation(row).ifPresent(found::add);
          }

          @Override
          public void problem(Problem problem) {
            throw new AssertionError(problem);
          }
        };
    try (InputStream in = new BufferedInputStream(Files.newInputStream(SharedData.path(REAL)))) {
      DatasetFiles.read(in, FileGuess.named(REAL), ReadLimits.DEFAULT, sink);
    }
    return found;
  }

  /** Under the name that the guide uses. */
  private static void write(List<Conversation> conversations, Schema schema, Format format)
      throws IOException {
    Path file = folder.resolve(schema.key() + "." + format.extension());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        RowWriter rows = DatasetFiles.writer(schema, format, out)) {
      conversations.forEach(one -> Rows.of(schema, one).ifPresent(rows::write));
    }
  }

  private static List<String> blocks(String language) {
    try {
      return BLOCK
          .matcher(Files.readString(GUIDE))
          .results()
          .filter(block -> block.group(1).equals(language))
          .map(block -> block.group(2))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<String> queries() {
    return blocks("sql");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void duckDbUnderstands(String query) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("set file_search_path = '" + folder + "'");
      try (ResultSet rows = statement.executeQuery(query)) {
        assertThat(rows.next()).as("a row of " + query).isTrue();
      }
    }
  }

  @Test
  void theWinRatesOfTheGuideAreRight() throws SQLException {
    String query =
        queries().stream().filter(sql -> sql.contains("win_rate")).findFirst().orElse("");
    double points = 0;
    long games = 0;
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("set file_search_path = '" + folder + "'");
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          games += rows.getLong("games");
          points += rows.getLong("games") * rows.getDouble("win_rate");
        }
      }
    }
    assertThat(games).isEqualTo(2 * 2000);
    assertThat(points / games).isBetween(0.499, 0.501);
  }

  @Test
  void everyAddressOfTheGuideIsOneOfTheArena() {
    List<String> addresses =
        Pattern.compile("/(?:api/v1|research)/[\\w/$-]+")
            .matcher(String.join("\n", blocks("bash")) + String.join("\n", blocks("python")))
            .results()
            .map(found -> found.group())
            .distinct()
            .toList();

    assertThat(addresses).isNotEmpty();
    List<String> described = new ArrayList<>(List.of("/research/export"));
    described.addAll(documentedPaths());
    assertThat(described)
        .containsAll(
            addresses.stream()
                .map(address -> address.replaceAll("/(?:my-release|\\$job)", "/{id}"))
                .toList());
  }

  private static List<String> documentedPaths() {
    try {
      return Pattern.compile("(?m)^  (/api/v1\\S+):$")
          .matcher(Files.readString(Path.of("src/main/resources/openapi/v1.yaml")))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
