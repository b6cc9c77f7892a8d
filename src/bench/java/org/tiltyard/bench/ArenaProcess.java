package org.tiltyard.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tiltyard.testing.TestDatabase;

/** The packaged application in a process of its own, on a fresh database. */
final class ArenaProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /**
   * Limits are counted, but never reached; and nobody takes a few dozen clients that vote all the
   * time for judges.
   */
  private static final List<String> LOAD =
      List.of(
          "--tiltyard.limits.participant.prompts-per-minute=1000000",
          "--tiltyard.limits.participant.prompts-per-day=100000000",
          "--tiltyard.limits.participant.characters-per-day=1000000000000",
          "--tiltyard.limits.participant.votes-per-minute=1000000",
          "--tiltyard.limits.challenge.enabled=false",
          "--tiltyard.integrity.too-fast=off",
          "--tiltyard.integrity.burst=off",
          "--tiltyard.integrity.quota=off",
          "--tiltyard.integrity.repeated-prompt=off",
          "--tiltyard.integrity.anomalous-judge=off");

  private final Process process;
  private final int port;
  private final Duration startTime;
  private final TestDatabase database;

  private ArenaProcess(Process process, int port, Duration startTime, TestDatabase database) {
    this.process = process;
    this.port = port;
    this.startTime = startTime;
    this.database = database;
  }

  /**
   * Starts it and waits for its first page.
   *
   * @param kind of database: {@code h2} or {@code postgresql}
   */
  static ArenaProcess start(Options options, String kind, List<String> settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("arena");
    System.setProperty("tiltyard.test.database", kind);
    TestDatabase database = TestDatabase.fresh(folder);
    int port = freePort();
    List<String> command = new ArrayList<>();
    if (!options.arenaCpus().isEmpty()) {
      command.addAll(List.of("taskset", "-c", options.arenaCpus()));
    }
    command.add(tool("java"));
    command.addAll(options.jvm());
    command.addAll(options.application());
    command.addAll(List.of("--server.port=" + port, "--tiltyard.data=" + folder));
    command.addAll(database.settings());
    command.addAll(LOAD);
    command.addAll(settings);
    command.addAll(options.settings());
    File log = folder.resolve("log.txt").toFile();
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitPage(process, port, log);
    return new ArenaProcess(process, port, Duration.ofNanos(System.nanoTime() - begun), database);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void awaitPage(Process process, int port, File log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Wire wire = new Wire(port)) {
        if (wire.send("GET", "/", "Accept: text/html\r\n", "").status() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new IOException("the arena did not start:\n" + Files.readString(log.toPath()));
  }

  /** A look into its database, which only PostgreSQL lets anybody have beside it. */
  long count(String query) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.username(), "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  int port() {
    return port;
  }

  /** From the start of the process to the first page. */
  Duration startTime() {
    return startTime;
  }

  /** Resident memory in megabytes. */
  long residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** What the heap holds after a full collection, in megabytes. */
  double heapMegabytes() throws IOException, InterruptedException {
    String pid = String.valueOf(process.pid());
    run(tool("jcmd"), pid, "GC.run");
    Matcher used = USED.matcher(run(tool("jcmd"), pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd told no heap size");
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  /** CPU time that it has used so far. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Runs a short command; what it printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Asks it to stop, as a container's end does; how long that took. */
  Duration stop() throws InterruptedException {
    long begun = System.nanoTime();
    process.destroy();
    process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
