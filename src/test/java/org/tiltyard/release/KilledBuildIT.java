package org.tiltyard.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.tiltyard.faults.Fault;
import org.tiltyard.faults.FaultLog;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** A process is killed while it writes the files of a release. */
@Tag("one-database")
class KilledBuildIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** So many that writing them takes longer than finding out that it has begun. */
  private static final int VOTES = 4000;

  @Fault("process killed while a release is written")
  @Test
  void theNextProcessBuildsTheSameBytes(@TempDir Path folder, FaultLog log) throws Exception {
    TestDatabase database = TestDatabase.fresh(folder);
    Path releases = folder.resolve("releases");
    List<String> settings =
        List.of(
            "--tiltyard.data=" + folder,
            "--tiltyard.releases.folder=" + releases,
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.jobs.lease=1s");
    try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
      assertThat(arena.stop()).as("stopped within ten seconds").isTrue();
    }
    seed(database);

    Map<String, String> undisturbed;
    try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
      String whole = begin(arena, "Undisturbed");
      build(arena, whole);
      undisturbed = tables(arena, whole);
      build(arena, begin(arena, "Killed"), releases);
      arena.kill();
    }

    assertThat(named(releases, ".building-")).as("killed in the middle").hasSize(1);
    try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
      within(SOON, "built", () -> release(arena, "killed").get("state").asString().equals("ready"));

      assertThat(tables(arena, "killed")).isEqualTo(undisturbed).isNotEmpty();
      assertThat(named(releases, ".building-")).as("nothing half is left").isEmpty();
      log.acknowledged("1 release of " + VOTES + " votes").stored("the same files");
    }
  }

  /** In one transaction: the same rows one by one would take half a minute. */
  private static void seed(TestDatabase database) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.username(), "")) {
      connection.setAutoCommit(false);
      SeededVotes seeded =
          new SeededVotes(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
      seeded.models();
      seeded.votes(0, VOTES);
      connection.commit();
    }
  }

  private static String begin(ArenaProcess arena, String title) {
    HttpResponse<String> begun =
        post(
            arena,
            "/api/v1/releases",
            "{\"title\": \"" + title + "\", \"format\": \"jsonl\", \"rules\": []}");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return Voter.json(begun).get("name").asString();
  }

  private static void build(ArenaProcess arena, String name) {
    order(arena, name);
    within(SOON, "built", () -> release(arena, name).get("state").asString().equals("ready"));
  }

  /** Returns as soon as some of the rows are in a file. */
  private static void build(ArenaProcess arena, String name, Path releases) throws IOException {
    order(arena, name);
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      for (Path building : named(releases, ".building-")) {
        if (holdsRows(building)) {
          return;
        }
      }
      Thread.onSpinWait();
    }
  }

  private static void order(ArenaProcess arena, String name) {
    HttpResponse<String> ordered = post(arena, "/api/v1/releases/" + name + "/build", "");
    assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
  }

  private static boolean holdsRows(Path building) throws IOException {
    Path data = building.resolve("data");
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        if (Files.size(file) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Path> named(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static JsonNode release(ArenaProcess arena, String name) {
    return get(arena, "/api/v1/releases/" + name);
  }

  private static Map<String, String> tables(ArenaProcess arena, String name) {
    Map<String, String> tables = new TreeMap<>();
    for (JsonNode file : get(arena, "/api/v1/releases/" + name + "/files").get("data")) {
      String path = file.get("path").asString();
      if (path.endsWith(".jsonl")) {
        tables.put(path, file.get("sha256").asString());
      }
    }
    return tables;
  }

  private static JsonNode get(ArenaProcess arena, String path) {
    Voter program = arena.newVoter();
    return Voter.json(
        program.send(
            program.request(path).header("Authorization", Voter.basic("admin", PASSWORD)).GET()));
  }

  private static HttpResponse<String> post(ArenaProcess arena, String path, String body) {
    Voter program = arena.newVoter();
    return program.send(
        program
            .request(path)
            .header("Authorization", Voter.basic("admin", PASSWORD))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }
}
