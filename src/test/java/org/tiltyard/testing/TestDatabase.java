package org.tiltyard.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.shared.Identifier;

/**
 * A fresh, empty database of the kind that the system property {@code tiltyard.test.database}
 * names: {@code h2} (default; a file, as users have it) or {@code postgresql} (a real server, one a
 * JVM).
 */
public record TestDatabase(String url, String username) {

  private static @Nullable EmbeddedPostgres postgres;

  /** Whether this run is on PostgreSQL. */
  public static boolean onPostgres() {
    return System.getProperty("tiltyard.test.database", "h2").equals("postgresql");
  }

  /** Makes one. */
  public static TestDatabase fresh(Path folder) {
    return onPostgres() ? postgres() : h2(folder.resolve("tiltyard"));
  }

  /** An H2 file, opened as the arena does. */
  public static TestDatabase h2(Path file) {
    return new TestDatabase(
        "jdbc:h2:file:"
            + file.toAbsolutePath()
            + ";MODE=PostgreSQL;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=2147483647;PAGE_SIZE=4096;QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_ON_EXIT=FALSE",
        "sa");
  }

  private static TestDatabase postgres() {
    try {
      EmbeddedPostgres server = server();
      String name = "arena_" + Identifier.random();
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return new TestDatabase(server.getJdbcUrl("postgres", name), "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized EmbeddedPostgres server() throws IOException {
    if (postgres == null) {
      EmbeddedPostgres started =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                try {
                  started.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
      postgres = started;
    }
    return postgres;
  }

  /** The settings that point an arena at it. */
  public List<String> settings() {
    return List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + username,
        "--spring.datasource.password=");
  }
}
