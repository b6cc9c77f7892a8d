package org.tiltyard.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tiltyard.testing.Eventually.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.faults.Fault;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.integrity.SeededDecisions;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobRun;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From votes to files that anybody can check. */
class ReleaseIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "correct horse battery";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int VOTES = 250;

  private static Path folder;
  private static TestArena arena;
  private static Releases releases;
  private static SignedIn admin;

  @BeforeAll
  static void open() throws IOException {
    folder = Files.createTempDirectory("releases");
    arena =
        TestArena.start(
            "--tiltyard.admin.password=" + PASSWORD, "--tiltyard.releases.folder=" + folder);
    releases = arena.part(Releases.class);
    String id = arena.database().sql("select id from account").query(String.class).single();
    admin = new SignedIn(new AccountId(id), "admin", "admin");
    SeededVotes seeded = new SeededVotes(arena.database());
    seeded.models();
    seeded.votes(0, VOTES);
    seeded.battle(VOTES, "Nobody voted on this one", "anonymous", false);
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  private static Plan plan(Schema schema, Format format, Set<Rule> rules) {
    Plan usual = Plan.usual();
    return new Plan(
        schema,
        format,
        null,
        // What other tests add comes later.
        Instant.parse("2026-03-02T00:00:00Z"),
        List.of(),
        List.of(),
        Plan.Source.OWN,
        rules,
        Plan.PersonalData.MASK,
        List.of("yew"),
        List.of(),
        usual.promptLicence(),
        usual.outputLicence());
  }

  private static Release build(String slug, Plan plan) {
    ReleaseId id = releases.begin(slug, "Votes of " + slug, plan, admin);
    releases.build(id, admin);
    within(SOON, slug, () -> releases.get(id).state() != ReleaseState.BUILDING);
    return releases.get(id);
  }

  private static Contents ready(Release release) {
    assertThat(release.failure()).isNull();
    assertThat(release.state()).isEqualTo(ReleaseState.READY);
    return Objects.requireNonNull(release.contents());
  }

  /** The checksums are the same on H2 and on PostgreSQL, today and tomorrow. */
  @Test
  void theSameVotesGiveTheSameBytesOnEveryDatabase() throws IOException {
    Map<String, String> built = new TreeMap<>();
    for (Schema schema : List.of(Schema.ARENA_33K, Schema.ARENA_55K, Schema.ULTRACHAT_200K)) {
      for (Format format : schema.formats()) {
        Contents contents =
            ready(
                build(
                    "same-" + schema.key() + "-" + format.key(),
                    plan(schema, format, Rule.usual())));
        contents.files().stream()
            .filter(Contents.File::isTable)
            .forEach(file ->
                built.put(schema.key() + "/" + format.key() + "/" + file.path(), file.sha256()));
      }
    }

    Path shown = Path.of("target", "releases.txt");
    List<String> lines =
        built.entrySet().stream().map(one -> one.getValue() + "  " + one.getKey()).toList();
    Files.write(shown, lines);

    try (var expected = ReleaseIT.class.getResourceAsStream("/releases/expected.txt")) {
      String text =
          new String(Objects.requireNonNull(expected).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(lines).isEqualTo(text.lines().toList());
    }
  }

  @Test
  void holdsWhatItsRulesLeaveAndSaysWhatTheyLeftOut() throws Exception {
    Release release =
        build("told", plan(Schema.ARENA_33K, Format.JSONL, EnumSet.allOf(Rule.class)));
    Contents contents = ready(release);
    Path files = folder.resolve(release.id().value());

    List<JsonNode> rows =
        Files.readAllLines(files.resolve("data/train-00000-of-00001.jsonl")).stream()
            .map(JSON::readTree)
            .toList();
    List<JsonNode> origins =
        Files.readAllLines(files.resolve("provenance/train-00000-of-00001.jsonl")).stream()
            .map(JSON::readTree)
            .toList();

    assertThat(rows).hasSize((int) contents.rows()).isNotEmpty();
    assertThat(contents.considered()).isEqualTo(VOTES + 1);
    assertThat(contents.dropped().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(contents.considered() - contents.rows());
    assertThat(contents.dropped())
        .containsEntry("not-a-vote", 1L)
        .containsEntry("not-anonymous", 28L)
        .containsEntry("not-in-schema", 0L);
    assertThat(contents.dropped().get("unfinished-answer")).isPositive();
    assertThat(contents.dropped().get("too-short")).isPositive();
    assertThat(contents.dropped().get("too-frequent")).isPositive();
    assertThat(contents.dropped().get("excluded-model")).isPositive();
    List<String> order =
        rows.stream()
            .map(row ->
                String.format("%.4f", row.get("tstamp").asDouble())
                    + row.get("question_id").asString())
            .toList();
    assertThat(order).isSorted();
    assertThat(origins.stream().map(row -> row.get("question_id")).toList())
        .isEqualTo(rows.stream().map(row -> row.get("question_id")).toList());
    assertThat(origins.getFirst().get("policy").asString()).isEqualTo("uniform");
    assertThat(origins.getFirst().get("time_to_vote_ms").asLong()).isPositive();

    JsonNode manifest = JSON.readTree(Files.readString(files.resolve("manifest.json")));
    assertThat(manifest.get("id").asString()).isEqualTo(release.id().value());
    assertThat(manifest.get("rows").asLong()).isEqualTo(contents.rows());
    assertThat(manifest.get("dropped").get("not-anonymous").asLong()).isEqualTo(28);
    String card = Files.readString(files.resolve("README.md"));
    assertThat(card)
        .startsWith("---\npretty_name: \"Votes of told\"\n")
        .contains("sha256sum -c SHA256SUMS")
        .contains("| Names shown before the vote | 28 |")
        .contains("CC-BY-NC-4.0");
    assertThat(Files.readString(files.resolve("datasheet.md"))).contains("## Composition");
    verified(files);
  }

  /** As README.md says. */
  private static void verified(Path files) throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
            .directory(files.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    try (Stream<Path> all = Files.walk(files)) {
      assertThat(said.lines().count()).isEqualTo(all.filter(Files::isRegularFile).count() - 1);
    }
  }

  @Test
  void anotherProgramReadsItsParquetFiles() throws SQLException {
    Release release = build("parquet", plan(Schema.ARENA_33K, Format.PARQUET, Rule.usual()));
    Path files = folder.resolve(release.id().value());
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var query = duckdb.createStatement();
        ResultSet result =
            query.executeQuery(
                "select count(*), sum(len(conversation_a)), count(policy) from '"
                    + files
                    + "/data/*.parquet' join '"
                    + files
                    + "/provenance/*.parquet' using (question_id)")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getLong(1)).isEqualTo(ready(release).rows());
      assertThat(result.getLong(2)).isGreaterThan(result.getLong(1));
      assertThat(result.getLong(3)).isEqualTo(result.getLong(1));
    }
  }

  @Test
  void comesAsFilesInPartsAndAsOneZip() throws Exception {
    Release release = build("sent", plan(Schema.ARENA_33K, Format.JSONL, Rule.usual()));
    String base = arena.url() + "/research/releases/sent/";
    String file = base + "files/data/train-00000-of-00001.jsonl";
    byte[] stored =
        Files.readAllBytes(
            folder.resolve(release.id().value()).resolve("data/train-00000-of-00001.jsonl"));

    HttpResponse<byte[]> whole = get(file, null);
    HttpResponse<byte[]> part = get(file, "bytes=10-19");
    HttpResponse<byte[]> zip = get(base + "archive", null);

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(stored);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(stored, 10, 20));
    assertThat(get(base + "archive", null).body()).isEqualTo(zip.body());
    Map<String, byte[]> packed = unpacked(zip.body());
    assertThat(packed.keySet())
        .containsExactly(
            "sent/README.md",
            "sent/SHA256SUMS",
            "sent/data/train-00000-of-00001.jsonl",
            "sent/datasheet.md",
            "sent/manifest.json",
            "sent/provenance/train-00000-of-00001.jsonl");
    assertThat(packed.get("sent/data/train-00000-of-00001.jsonl")).isEqualTo(stored);
    for (String wrong :
        List.of("files/data/other", "files/../../secret.key", "files/data%2F..%2F..")) {
      assertThat(get(base + wrong, null).statusCode()).isIn(400, 404);
    }
    assertThat(arena.newVoter().get("/research/releases/sent/archive", "*/*").statusCode())
        .isEqualTo(401);
  }

  private static HttpResponse<byte[]> get(String url, @Nullable String range)
      throws IOException, InterruptedException {
    var request =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
            .header("Authorization", Voter.basic("admin", PASSWORD));
    if (range != null) {
      request.header("Range", range);
    }
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
    Map<String, byte[]> files = new java.util.LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void whoWithdrawsLeavesTheNextOne() {
    new SeededVotes(arena.database()).votes(2000, 20);
    Plan later = later("2026-03-02", "2026-03-04", Set.of());
    Contents before = ready(build("before", later));
    arena
        .database()
        .sql("update battle set withdrawn_at = ? where id = ?")
        .params(Time.forDatabase(Instant.now()), SeededVotes.id(4, 2001))
        .update();

    Contents after = ready(build("after", later));

    assertThat(before.rows()).isEqualTo(20);
    assertThat(before.withdrawn()).isZero();
    assertThat(after.rows()).isEqualTo(19);
    assertThat(after.withdrawn()).isEqualTo(1);
    assertThat(releases.named("before").map(Release::contents)).contains(before);
  }

  private static Plan later(String from, String to, Set<Rule> rules) {
    return new Plan(
        Schema.ARENA_33K,
        Format.JSONL,
        Instant.parse(from + "T00:00:00Z"),
        Instant.parse(to + "T00:00:00Z"),
        List.of(),
        List.of(),
        Plan.Source.OWN,
        rules,
        Plan.PersonalData.MASK,
        List.of(),
        List.of(),
        "CC0-1.0",
        "CC0-1.0");
  }

  @Test
  void votesThatDoNotCountOnBoardsAreLeftOutUnlessTheRulesAreOff() {
    new SeededVotes(arena.database()).votes(5000, 20);
    for (int i = 5000; i < 5020; i++) {
      String decision = i == 5001 ? "excluded" : "restored";
      new SeededDecisions(arena.database()).decide(SeededVotes.id(4, i), decision, Instant.now());
    }
    ban(1003);
    Set<Rule> rules = Set.of(Rule.FLAGGED_VOTE, Rule.BANNED);

    Contents strict = ready(build("strict", later("2026-03-04", "2026-03-06", rules)));
    Contents whole = ready(build("whole", later("2026-03-04", "2026-03-06", Set.of())));
    arena.database().sql("delete from banned_judge where judge = 1003").update();

    assertThat(strict.dropped()).containsEntry("flagged-vote", 1L).containsEntry("banned", 4L);
    assertThat(strict.rows()).isEqualTo(15);
    assertThat(whole.rows()).isEqualTo(20);
    assertThat(whole.dropped()).doesNotContainKeys("flagged-vote", "banned");
  }

  @Test
  void isFrozenOnceItIsBuiltAndKeepsItsChecksumsWhenItsFilesGo() {
    Plan plan = plan(Schema.ARENA_33K, Format.JSONL, Rule.usual());
    Release release = build("frozen", plan);
    Contents contents = ready(release);

    assertThatThrownBy(() -> releases.change(release.id(), "other", "Other", plan, admin))
        .isInstanceOf(ReleaseRefused.class);
    assertThatThrownBy(() -> releases.build(release.id(), admin))
        .isInstanceOf(ReleaseRefused.class);
    assertThatThrownBy(() -> releases.begin("frozen", "Again", plan, admin))
        .isInstanceOf(ReleaseRefused.class);
    releases.delete(release.id(), admin);

    assertThat(folder.resolve(release.id().value())).doesNotExist();
    assertThat(releases.get(release.id()).state()).isEqualTo(ReleaseState.DELETED);
    assertThat(releases.get(release.id()).contents()).isEqualTo(contents);
  }

  @Test
  void saysThatNothingIsLeftAndCanBeChangedThen() {
    Plan plan = plan(Schema.ARENA_33K, Format.JSONL, Rule.usual());
    Plan nothing =
        new Plan(
            plan.schema(),
            plan.format(),
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("2000-01-02T00:00:00Z"),
            List.of(),
            List.of(),
            plan.source(),
            plan.rules(),
            plan.personalData(),
            List.of(),
            List.of(),
            "CC0-1.0",
            "CC0-1.0");

    Release failed = build("nothing", nothing);

    assertThat(failed.state()).isEqualTo(ReleaseState.FAILED);
    assertThat(failed.failure()).contains("leave no row");
    releases.change(failed.id(), "something", "Something", plan, admin);
    releases.build(failed.id(), admin);
    within(SOON, "built", () -> releases.get(failed.id()).state() == ReleaseState.READY);
  }

  /** A job's run without a job, which is stopped after some steps. */
  private static final class Run implements JobRun<Building.Order> {

    private static final class Stopped extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    private final JobId id;
    private final ReleaseId release;
    private int steps;

    private Run(JobId id, ReleaseId release, int steps) {
      this.id = id;
      this.release = release;
      this.steps = steps;
    }

    private static Run whole(JobId id, ReleaseId release) {
      return new Run(id, release, Integer.MAX_VALUE);
    }

    @Override
    public JobId id() {
      return id;
    }

    @Override
    public Building.Order parameters() {
      return new Building.Order(release.value());
    }

    @Override
    public void progress(long done, @Nullable Long total, String doing) {
      if (steps-- == 0) {
        throw new Stopped();
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

  @Fault("disk full at export")
  @Test
  void aFullDiskLeavesNothingHalfAndTheNextTryBeginsAnew() throws IOException {
    ReleaseRecords records = arena.part(ReleaseRecords.class);
    ReleaseFolders folders = arena.part(ReleaseFolders.class);
    Plan plan = plan(Schema.ARENA_33K, Format.PARQUET, Rule.usual());
    ReleaseId id = releases.begin("full", "Full", plan, admin);
    JobId job = new JobId(Identifier.random());
    records.building(id, job, Instant.now());
    Run run = Run.whole(job, id);
    Path left = folders.begin(id);
    Files.writeString(left.resolve("half"), "of a killed build");

    Building full = building(path -> new FullDisk());
    assertThatThrownBy(() -> full.run(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("Nothing half written");
    assertThat(named(id)).isEmpty();

    building(Files::newOutputStream).run(run);

    assertThat(named(id)).containsExactly(id.value());
    assertThat(tables(ready(releases.get(id))))
        .as("the same bytes as a build that nothing disturbed")
        .isEqualTo(tables(ready(build("undisturbed", plan))));
  }

  @Test
  void aBuildThatIsStoppedAnywhereGivesTheSameBytesWhenItGoesOn() throws IOException {
    Plan plan = plan(Schema.ARENA_33K, Format.PARQUET, Rule.usual());
    Map<String, String> undisturbed = tables(ready(build("not-stopped", plan)));
    Building building = building(Files::newOutputStream);
    ReleaseRecords records = arena.part(ReleaseRecords.class);
    int steps = 0;
    boolean stopped = true;
    while (stopped) {
      ReleaseId id = releases.begin("stopped-" + steps, "Stopped", plan, admin);
      JobId job = new JobId(Identifier.random());
      records.building(id, job, Instant.now());
      stopped = isStopped(building, new Run(job, id, steps));
      if (stopped) {
        records.notBuilt(job, null);
        assertThat(releases.get(id).state()).isEqualTo(ReleaseState.DRAFT);
        assertThat(named(id)).as("nothing half is left").isEmpty();
        building.run(Run.whole(job, id));
      }
      assertThat(tables(ready(releases.get(id))))
          .as("stopped after %d steps", steps)
          .isEqualTo(undisturbed);
      steps++;
    }
    assertThat(steps).as("passes, pages and the end are steps").isGreaterThan(6);
  }

  private static boolean isStopped(Building building, Run run) throws IOException {
    try {
      building.run(run);
      return false;
    } catch (Run.Stopped e) {
      return true;
    }
  }

  @Test
  void whatIsFlaggedOrBannedWhileItIsBuiltLeavesTheNextOneNotThisOne() throws IOException {
    new SeededVotes(arena.database()).votes(7000, 20);
    SeededDecisions decisions = new SeededDecisions(arena.database());
    decisions.decide(SeededVotes.id(4, 7000), "excluded", Instant.now());
    Plan plan = later("2026-03-06", "2026-03-08", Set.of(Rule.FLAGGED_VOTE, Rule.BANNED));
    ReleaseId id = releases.begin("begun", "Begun", plan, admin);
    JobId job = new JobId(Identifier.random());
    arena.part(ReleaseRecords.class).building(id, job, Instant.now());
    Building building = building(Files::newOutputStream);

    assertThat(isStopped(building, new Run(job, id, 0))).isTrue();
    decisions.decide(SeededVotes.id(4, 7001), "excluded", Instant.now());
    ban(1002);
    building.run(Run.whole(job, id));
    Contents next = ready(build("begun-later", plan));
    arena.database().sql("delete from banned_judge where judge = 1002").update();

    assertThat(ready(releases.get(id)).dropped())
        .containsEntry("flagged-vote", 1L)
        .containsEntry("banned", 0L);
    assertThat(next.dropped()).containsEntry("flagged-vote", 2L).containsEntry("banned", 4L);
    assertThat(
            arena
                .database()
                .sql("select count(*) from release_left_out")
                .query(Long.class)
                .single())
        .as("kept only while they are built")
        .isZero();
  }

  private static void ban(int judge) {
    arena
        .database()
        .sql(
            "insert into banned_judge (judge, reason, banned_by, banned_at)"
                + " values (?, 'other', 'admin', ?)")
        .params(judge, Time.forDatabase(Instant.now()))
        .update();
  }

  /** The checksums of the tables; the texts beside them have the release's name and times. */
  private static Map<String, String> tables(Contents contents) {
    Map<String, String> tables = new TreeMap<>();
    contents.files().stream()
        .filter(Contents.File::isTable)
        .forEach(file -> tables.put(file.path(), file.sha256()));
    return tables;
  }

  private static Building building(FileSet.Disk disk) {
    return new Building(
        arena.part(ReleaseRecords.class),
        arena.part(ReleaseFolders.class),
        arena.part(Candidates.class),
        arena.part(FrozenStandings.class),
        arena.part(Card.class),
        arena.part(Time.class),
        disk);
  }

  private static List<String> named(ReleaseId id) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(all.map(path -> path.getFileName().toString()).toList())
          .stream().filter(name -> name.contains(id.value())).toList();
    }
  }

  /** Takes some bytes, then none. */
  private static final class FullDisk extends OutputStream {

    private int room = 100;

    @Override
    public void write(int b) throws IOException {
      if (room-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }
}
