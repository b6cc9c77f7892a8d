package org.tiltyard.bench;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Load on a whole arena, from this machine only: fake models with exact pacing, readers that check
 * every byte, votes through HTTP. The arena runs in a process of its own. See {@code
 * docs/performance.md}.
 */
public final class Load {

  private Load() {}

  /** Arguments: see {@link Options}. Ends with 1 when anything was lost, moved or refused. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger log) {
      log.setLevel(Level.WARN);
    }
    if (!options.loadCpus().isEmpty()) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      ArenaProcess.run("taskset", "-a", "-c", "-p", options.loadCpus(), pid);
    }
    boolean good;
    try (PacedModels models = new PacedModels()) {
      good =
          switch (options.command()) {
            case "measure" -> new Measure(options, models).run();
            case "votes" -> new Measure(options, models).runVotes();
            case "ramp" -> new Ramp(options, models).run();
            case "soak" -> new Soak(options, models).run();
            case "export" -> new ExportSpeed(options).run();
            default ->
                throw new IllegalArgumentException(
                    "measure, votes, ramp, soak or export, not " + options.command());
          };
    }
    System.exit(good ? 0 : 1);
  }

  static void print(String line, Object... values) {
    System.out.printf(Locale.ROOT, line + "%n", values);
  }
}
