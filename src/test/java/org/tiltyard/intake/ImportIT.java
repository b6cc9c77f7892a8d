package org.tiltyard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tiltyard.intake.Researcher.PASSWORD;
import static org.tiltyard.testing.Eventually.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.leaderboard.Board;
import org.tiltyard.leaderboard.BoardQuery;
import org.tiltyard.leaderboard.BoardRow;
import org.tiltyard.leaderboard.Boards;
import org.tiltyard.leaderboard.Unranked;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Files come in, whatever is wrong with them, and are taken back. */
class ImportIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static TestArena arena;

  @SuppressWarnings("NullAway.Init") // by signIn, before each test
  private Researcher ada;

  @BeforeEach
  void signIn() {
    ada = new Researcher(arena);
  }

  @BeforeAll
  static void open() {
    arena =
        TestArena.start(
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.intake.line-size=100KB",
            "--tiltyard.intake.file-size=2MB",
            "--tiltyard.intake.unpacked-size=3MB");
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  private static String row(String id, String answer) {
    return row(id, answer, "oak-1", "elm-1");
  }

  private static String row(String id, String answer, String a, String b) {
    return """
    {"question_id":"%s","model_a":"%s","model_b":"%s","winner":"tie","judge":"j_1",\
    "conversation_a":[{"content":"Hi","role":"user"},{"content":"%s","role":"assistant"}],\
    "conversation_b":[{"content":"Hi","role":"user"},{"content":"Hello","role":"assistant"}],\
    "turn":1,"anony":true,"language":"English","tstamp":1682351591.1322}\
    """
        .formatted(id, a, b, answer);
  }

  private static byte[] lines(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] lines(int count, String prefix) {
    return lines(
        IntStream.range(0, count)
            .mapToObj(i -> row(prefix + i, "It is " + i))
            .toArray(String[]::new));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static long stored(String prefix) {
    return arena
        .database()
        .sql("select count(*) from imported_conversation where question_id like ?")
        .param(prefix + "%")
        .query(Long.class)
        .single();
  }

  @Test
  void theSameAgainChangesNothingAndOtherContentIsAConflict() {
    byte[] file = lines(row("same-1", "One"), row("same-2", "Two"));
    assertThat(ada.bring(file, "a.jsonl").get("added").asInt()).isEqualTo(2);
    within(
        Duration.ofSeconds(30),
        "tags",
        () ->
            arena
                    .database()
                    .sql(
                        "select count(*) from conversation_tag join imported_conversation on id ="
                            + " conversation_id where question_id like 'same-%'")
                    .query(Integer.class)
                    .single()
                == 2);

    JsonNode again = ada.bring(file, "a.jsonl");
    assertThat(again.get("added").asInt()).isZero();
    assertThat(again.get("unchanged").asInt()).isEqualTo(2);

    JsonNode other = ada.bring(lines(row("same-1", "Other"), row("same-3", "Three")), "b.jsonl");
    assertThat(other.get("added").asInt()).isEqualTo(1);
    assertThat(other.get("conflicting").asInt()).isEqualTo(1);
    assertThat(ada.problems(other)).contains("b.jsonl,1,,conflict,same-1");
    assertThat(ada.export("arena-33k", "imported")).contains("\"One\"").doesNotContain("\"Other\"");
  }

  @Test
  void everyBadLineIsNamedAndTheRestComesIn() {
    byte[] file =
        lines(
            row("bad-1", "One"),
            "{\"question_id\": \"bad-2\", ",
            row("bad-3", "Three").replace("\"turn\":1", "\"turn\":\"one\""),
            row("bad-4", "Four").replace("\"winner\":\"tie\",", ""),
            row("bad-5", "Five").replace("\"tie\"", "\"=cmd()\""),
            row("bad-6", "x".repeat(200_000)),
            row("bad-1", "One"),
            row("bad-1", "Another"),
            row("bad-9", "Nine", "a\\nname", "elm-1"),
            row("bad-10", "Ten"));

    JsonNode brought = ada.bring(file, "mixed.jsonl");

    assertThat(brought.get("added").asInt()).isEqualTo(2);
    assertThat(brought.get("unchanged").asInt()).isEqualTo(1);
    assertThat(brought.get("conflicting").asInt()).isEqualTo(1);
    assertThat(brought.get("bad").asInt()).isEqualTo(6);
    assertThat(ada.problems(brought).lines().skip(1).map(line -> line.split(",", -1)).toList())
        .filteredOn(cells -> cells.length > 3)
        .extracting(cells -> cells[1] + " " + cells[2] + " " + cells[3])
        .containsExactly(
            "2  malformed",
            "3 turn wrong-type",
            "4 winner missing",
            "5 winner wrong-value",
            "6  line-too-long",
            "8  conflict",
            "9 model_a model-name");
    assertThat(stored("bad-")).isEqualTo(2);
  }

  @Test
  void whatCameBeforeAFilesDamageIsKept() throws IOException {
    byte[] whole = gzip(lines(3000, "cut-"));
    JsonNode brought = ada.bring(Arrays.copyOf(whole, whole.length / 2), "cut.jsonl.gz");

    assertThat(brought.get("stopped").asString()).isEqualTo("truncated");
    assertThat(brought.get("added").asInt()).isBetween(500, 2999);
    assertThat(stored("cut-")).isEqualTo(brought.get("added").asLong());

    JsonNode mended = ada.bring(whole, "whole.jsonl.gz");
    assertThat(mended.get("added").asLong() + mended.get("unchanged").asLong()).isEqualTo(3000);
    assertThat(stored("cut-")).isEqualTo(3000);
  }

  @Test
  void namesThatLeadOutOfAZipAndBombsAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../etc/evil.jsonl"));
      zip.write(lines(row("slip-1", "Evil")));
      zip.putNextEntry(new ZipEntry("data/good.jsonl"));
      zip.write(lines(row("slip-2", "Good")));
    }
    JsonNode slip = ada.bring(bytes.toByteArray(), "slip.zip");
    assertThat(slip.get("stopped").asString()).isEqualTo("unsafe-name");
    assertThat(slip.get("added").asInt()).isEqualTo(1);
    assertThat(ada.problems(slip)).contains("../../etc/evil.jsonl,0,,unsafe-name");

    String blank = " ".repeat(90_000) + "\n";
    JsonNode bomb =
        ada.bring(gzip(blank.repeat(60).getBytes(StandardCharsets.UTF_8)), "b.jsonl.gz");
    assertThat(bomb.get("stopped").asString()).isIn("bomb", "too-large");
    assertThat(bomb.get("added").asInt()).isZero();
  }

  @Test
  void filesThatAreNothingAreSaidToBe() {
    JsonNode picture = ada.bring(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3}, "logo.png");
    assertThat(picture.get("stopped").asString()).isEqualTo("unknown-format");
    JsonNode other = ada.bring(lines("{\"name\":\"x\"}"), "other.jsonl");
    assertThat(other.get("stopped").asString()).isEqualTo("unknown-schema");

    assertThat(ada.send(new byte[0], "empty.jsonl", Map.of()).statusCode()).isEqualTo(422);
    assertThat(ada.send(new byte[3 << 20], "large.jsonl", Map.of()).statusCode()).isEqualTo(413);
    var schema = ada.send(lines("{}"), "a.jsonl", Map.of("schema", "arena-99k"));
    assertThat(schema.statusCode()).isEqualTo(422);
    assertThat(Voter.json(schema).get("detail").asString()).contains("arena-33k");
  }

  @Test
  void aLookStoresNothing() {
    byte[] file = lines(row("dry-1", "One", "dry-model", "elm-1"));
    JsonNode look = ada.bring(file, "a.jsonl", Map.of("dry-run", "true"));

    assertThat(look.get("added").asInt()).isEqualTo(1);
    assertThat(stored("dry-")).isZero();
    assertThat(modelState("dry-model")).isEmpty();
  }

  private static Optional<String> modelState(String name) {
    return arena
        .database()
        .sql("select state from language_model where name = ?")
        .param(name)
        .query(String.class)
        .optional();
  }

  @Test
  void itsVotesAreOnBoardsThatAskForThemAndLeaveWithTheFile() {
    String[] rows =
        IntStream.range(0, 4)
            .mapToObj(i -> row("board" + i, "It is " + i, "rated-1", "rated-2"))
            .toArray(String[]::new);
    JsonNode delivery = ada.bring(lines(rows), "votes.jsonl");

    within(SOON, "counted", () -> tiesOf("imported", "rated-1") == 4);
    assertThat(tiesOf("own", "rated-1")).as("marked as imported").isZero();
    ada.undo(delivery);
    within(SOON, "gone", () -> tiesOf("imported", "rated-1") == 0);
  }

  /** How many ties a model has on the board of that source, comparable with others or not. */
  private static long tiesOf(String source, String model) {
    var query = new LinkedMultiValueMap<String, String>();
    query.add("source", source);
    query.add("minimum", "1");
    Board board = arena.part(Boards.class).of(BoardQuery.of(query));
    return board.rows().stream()
            .filter(row -> row.name().equals(model))
            .mapToLong(BoardRow::ties)
            .sum()
        + board.unranked().stream()
            .filter(one -> one.name().equals(model))
            .mapToLong(Unranked::ties)
            .sum();
  }

  @Test
  void isTakenBackWholeWithTheModelsThatOnlyItNames() {
    String shared = row("back-1", "One", "shared-m", "elm-1");
    JsonNode first = ada.bring(lines(shared), "first.jsonl");
    JsonNode second =
        ada.bring(lines(shared, row("back-2", "Two", "shared-m", "lone-m")), "second.jsonl");
    assertThat(modelState("lone-m")).contains("retired");
    assertThat(arena.part(ModelRegistry.class).contenders())
        .extracting(contender -> contender.name())
        .doesNotContain("lone-m", "shared-m");

    ada.undo(second);

    assertThat(stored("back-")).isEqualTo(1);
    assertThat(modelState("lone-m")).isEmpty();
    assertThat(modelState("shared-m")).contains("retired");
    assertThat(
            arena
                .database()
                .sql(
                    "select count(*) from audit_entry where action = 'import.undone'"
                        + " and subject_id = ?")
                .param(second.get("id").asString())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    ada.undo(first);
    assertThat(stored("back-")).isZero();
  }

  @Test
  void goesOnWhereItWasCutShortAndCountsEveryRowOnce() throws IOException {
    Deliveries deliveries = arena.part(Deliveries.class);
    FileParts parts = arena.part(FileParts.class);
    ImportJob job = arena.part(ImportJob.class);
    String account =
        arena.database().sql("select id from account limit 1").query(String.class).single();
    String id =
        deliveries.begin(
            "big.jsonl", null, false, new SignedIn(new AccountId(account), "admin", "admin"));
    byte[] file = lines(1800, "resumed-");
    parts.add(id, 0, Arrays.copyOf(file, 400_000));
    parts.add(id, 1, Arrays.copyOfRange(file, 400_000, file.length));
    deliveries.arrived(id, file.length, "0".repeat(64));

    assertThatThrownBy(() -> job.run(new Run(id, 2))).hasMessage("the power failed");
    Delivery between = deliveries.find(id).orElseThrow();
    assertThat(between.state()).isEqualTo("running");
    assertThat(between.added()).isEqualTo(1000).isEqualTo(stored("resumed-"));

    job.run(new Run(id, Integer.MAX_VALUE));
    Delivery done = deliveries.find(id).orElseThrow();
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.added()).isEqualTo(1800).isEqualTo(stored("resumed-"));
    assertThat(done.unchanged() + done.bad() + done.conflicting()).isZero();
    assertThat(parts.exist(id)).isFalse();
  }

  /** A run that ends all at once after some batches. */
  private static final class Run implements JobRun<ImportJob.Parameters> {
    private final String importId;
    private int left;

    Run(String importId, int left) {
      this.importId = importId;
      this.left = left;
    }

    @Override
    public JobId id() {
      return new JobId(Identifier.random());
    }

    @Override
    public ImportJob.Parameters parameters() {
      return new ImportJob.Parameters(importId);
    }

    @Override
    public void progress(long done, @Nullable Long total, String doing) {
      if (--left == 0) {
        throw new IllegalStateException("the power failed");
      }
    }

    @Override
    public void check() {}

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }

    @Override
    public void checkpoint(String state) {}
  }
}
