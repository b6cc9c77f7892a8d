package org.tiltyard.backup;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * What runs instead of the arena when the first argument is one of these words; the database is the
 * one that the arena's settings name.
 *
 * <ul>
 *   <li>{@code backup FILE}: writes all of it into a file
 *   <li>{@code restore FILE}: puts such a file into a fresh database, of either kind
 *   <li>{@code move --to.url=… --to.username=… --to.password=…}: copies it into another database
 * </ul>
 */
public final class BackupCommand {

  private static final List<String> WORDS = List.of("backup", "restore", "move");

  private final PrintStream out;
  private final PrintStream problems;

  /** A command that tells what it did, and what was wrong. */
  public BackupCommand(PrintStream out, PrintStream problems) {
    this.out = out;
    this.problems = problems;
  }

  /** Only the connection; no arena is begun, and nothing is migrated unasked. */
  @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
  static final class Parts {}

  /** Whether these arguments ask for it. */
  public static boolean isMeant(String... arguments) {
    return arguments.length > 0 && WORDS.contains(arguments[0]);
  }

  /**
   * Does what the arguments ask for.
   *
   * @return 0, or 1 when it was not done
   */
  public int run(String... arguments) {
    List<String> words = Arrays.stream(arguments).filter(word -> !word.startsWith("--")).toList();
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(Map.of("logging.level.org.flywaydb", "warn"))
            .run(arguments)) {
      DataSource database = context.getBean(DataSource.class);
      switch (words.getFirst()) {
        case "backup" -> backup(database, file(words));
        case "restore" -> restore(database, file(words));
        default -> move(database, context.getEnvironment());
      }
      return 0;
    } catch (BackupRefused e) {
      problems.println(e.getMessage());
      return 1;
    }
  }

  private static Path file(List<String> words) {
    if (words.size() != 2) {
      throw new BackupRefused("Say which file: " + words.getFirst() + " FILE");
    }
    return Path.of(words.get(1)).toAbsolutePath();
  }

  private void backup(DataSource database, Path file) {
    try (DatabaseContents contents = new DatabaseContents(database)) {
      tell(
          "%,d rows of %d tables are in %s.",
          BackupFile.write(contents, file), contents.tables().size(), file);
    }
  }

  private void restore(DataSource database, Path file) {
    try (BackupFile contents = BackupFile.open(file)) {
      tell("%,d rows are restored.", new Loading(database).load(contents));
    }
  }

  private void move(DataSource database, Environment settings) {
    String url = settings.getProperty("to.url");
    if (url == null) {
      throw new BackupRefused(
          "Say where to: move --to.url=jdbc:postgresql://host/name --to.username=… --to.password=…");
    }
    try (HikariDataSource target = new HikariDataSource();
        DatabaseContents contents = new DatabaseContents(database)) {
      target.setJdbcUrl(url);
      target.setUsername(settings.getProperty("to.username", ""));
      target.setPassword(settings.getProperty("to.password", ""));
      tell(
          "%,d rows are moved. Point spring.datasource at the new database and start the arena.",
          new Loading(target).load(contents));
    }
  }

  private void tell(String words, Object... values) {
    out.printf(Locale.ROOT, words + "%n", values);
  }
}
