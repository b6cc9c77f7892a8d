package org.tiltyard.operation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.Tiltyard;
import org.tiltyard.provider.Health;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.Settings;
import org.tiltyard.shared.Time;

/**
 * How this node is, for who looks after it. Nothing here is a secret, a text or an address of
 * somebody: it can be passed on to who helps. Names of models are in it.
 */
@Component
class Diagnostics {

  /** Tables that tell how large an arena is. */
  private static final List<String> TABLES =
      List.of("battle", "turn", "answer", "vote", "board_vote", "imported_conversation");

  private static final long MEGA = 1 << 20;

  private final DataSource source;
  private final JdbcClient database;
  private final Flyway flyway;
  private final Readiness readiness;
  private final Health models;
  private final Settings settings;
  private final MeterRegistry meters;
  private final Time time;
  private final Path folder;

  Diagnostics(
      DataSource source,
      JdbcClient database,
      Flyway flyway,
      Readiness readiness,
      Health models,
      Settings settings,
      MeterRegistry meters,
      Time time,
      @Value("${tiltyard.data}") Path folder) {
    this.source = source;
    this.database = database;
    this.flyway = flyway;
    this.readiness = readiness;
    this.models = models;
    this.settings = settings;
    this.meters = meters;
    this.time = time;
    this.folder = folder;
  }

  /**
   * One thing that is known.
   *
   * @param name its word is {@code diagnostics.fact.<name>}
   */
  record Fact(String name, String value) {}

  /**
   * Things of one kind.
   *
   * @param name its word is {@code diagnostics.section.<name>}
   */
  record Section(String name, List<Fact> facts) {}

  /** A setting that is not at its default, with its value where that can't be a secret. */
  record Changed(String key, String value, boolean locked) {}

  /** All that is told. */
  record Report(Instant at, List<Section> sections, List<Changed> settings) {}

  Report report() {
    return new Report(
        time.now().truncatedTo(ChronoUnit.SECONDS),
        List.of(node(), storage(), work(), models()),
        changed());
  }

  private Section node() {
    var runtime = ManagementFactory.getRuntimeMXBean();
    Runtime machine = Runtime.getRuntime();
    String version = Tiltyard.class.getPackage().getImplementationVersion();
    Duration up = Duration.ofMillis(runtime.getUptime()).truncatedTo(ChronoUnit.SECONDS);
    return new Section(
        "node",
        List.of(
            new Fact("version", Objects.requireNonNullElse(version, "development")),
            new Fact("ready", String.valueOf(readiness.look().ready())),
            new Fact("up", up.toString().substring(2).toLowerCase(java.util.Locale.ROOT)),
            new Fact("java", runtime.getVmName() + " " + runtime.getVmVersion()),
            new Fact(
                "machine",
                System.getProperty("os.name") + ", " + machine.availableProcessors() + " CPU"),
            new Fact(
                "heap",
                (machine.totalMemory() - machine.freeMemory()) / MEGA
                    + " / "
                    + machine.maxMemory() / MEGA
                    + " MB"),
            new Fact(
                "threads", String.valueOf(ManagementFactory.getThreadMXBean().getThreadCount())),
            new Fact("disk", free() / MEGA + " MB")));
  }

  /** The folder comes into being with the first file in it. */
  private long free() {
    File place = folder.toAbsolutePath().toFile();
    while (!place.exists() && place.getParentFile() != null) {
      place = place.getParentFile();
    }
    return place.getUsableSpace();
  }

  private Section storage() {
    List<Fact> facts = new ArrayList<>();
    long begun = System.nanoTime();
    try (Connection connection = source.getConnection()) {
      var data = connection.getMetaData();
      facts.add(
          new Fact(
              "database", data.getDatabaseProductName() + " " + data.getDatabaseProductVersion()));
    } catch (SQLException e) {
      facts.add(new Fact("database", "–"));
    }
    facts.add(
        new Fact("answered", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms"));
    MigrationInfo current = flyway.info().current();
    facts.add(new Fact("schema", current == null ? "–" : String.valueOf(current.getVersion())));
    if (source instanceof HikariDataSource pool) {
      HikariPoolMXBean now = pool.getHikariPoolMXBean();
      facts.add(
          new Fact(
              "pool",
              now.getActiveConnections()
                  + " / "
                  + pool.getMaximumPoolSize()
                  + " + "
                  + now.getThreadsAwaitingConnection()));
    }
    for (String table : TABLES) {
      facts.add(new Fact("rows." + table, String.valueOf(rows(table))));
    }
    return new Section("database", facts);
  }

  private long rows(String table) {
    return database.sql("select count(*) from " + table).query(Long.class).single();
  }

  private Section work() {
    return new Section(
        "work",
        List.of(
            gauge("answers", "tiltyard.answers.open"),
            gauge("viewers", "tiltyard.viewers"),
            gauge("calls", "tiltyard.provider.calls"),
            gauge("jobs", "tiltyard.jobs.running")));
  }

  private Fact gauge(String name, String meter) {
    double sum = meters.find(meter).gauges().stream().mapToDouble(one -> one.value()).sum();
    return new Fact(name, String.valueOf(Math.round(sum)));
  }

  private Section models() {
    Health.Summary now = models.summary();
    return new Section(
        "models",
        List.of(
            new Fact("well", now.well() + " / " + now.models()),
            new Fact("out", now.out().isEmpty() ? "–" : String.join(", ", now.out()))));
  }

  private List<Changed> changed() {
    List<Changed> changed = new ArrayList<>();
    for (EditableSetting setting : settings.editable()) {
      boolean locked = settings.locked(setting);
      if (locked || settings.stored(setting).isPresent()) {
        changed.add(new Changed(setting.key(), plain(settings.value(setting)), locked));
      }
    }
    return changed;
  }

  /** Numbers, switches, choices and times. Words could be anything: addresses with keys in them. */
  private static String plain(Object value) {
    return value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum<?>
            || value instanceof Duration
        ? value.toString()
        : "…";
  }
}
