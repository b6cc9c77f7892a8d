package org.tiltyard.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;
import org.tiltyard.testing.Processes;

/**
 * Writes a row for every test of a fault. Builds run tests in several processes, on two databases:
 * each row is a file, and the report is made anew from all of them.
 */
final class FaultReport implements AfterTestExecutionCallback, ParameterResolver {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(FaultReport.class);
  private static final Path ROWS = Path.of("target", "faults");
  private static final Path REPORT = Path.of("target", "fault-report.md");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == FaultLog.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return log(context);
  }

  private static FaultLog log(ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(context.getUniqueId(), id -> new FaultLog(), FaultLog.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    if (context.getExecutionException().orElse(null) instanceof TestAbortedException) {
      // What can't happen on this database is neither survived nor not.
      return;
    }
    String fault =
        AnnotationSupport.findAnnotation(context.getTestMethod(), Fault.class)
            .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Fault.class))
            .map(Fault::value)
            .orElse("");
    FaultLog log = log(context);
    String database = System.getProperty("tiltyard.test.database", "no database");
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    String result =
        context.getExecutionException().map(error -> "**no**: " + oneLine(error)).orElse("yes");
    String row =
        "| %s | %s | %d | %s | %s | %s | `%s` %s |%n"
            .formatted(
                fault,
                database,
                log.times(),
                log.acknowledged(),
                log.stored(),
                result,
                test,
                context.getDisplayName().contains("(") ? "" : context.getDisplayName());
    Files.createDirectories(ROWS);
    String name =
        database + "-" + test + "-" + Integer.toHexString(context.getUniqueId().hashCode());
    try (Processes.Alone alone = Processes.alone("faults")) {
      Files.writeString(ROWS.resolve(name.replace(' ', '-')), row);
      write();
    }
  }

  private static String oneLine(Throwable error) {
    String text = String.valueOf(error.getMessage()).replaceAll("\\s+", " ").replace('|', '/');
    return text.substring(0, Math.min(200, text.length()));
  }

  private static void write() throws IOException {
    TreeMap<String, String> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(ROWS)) {
      for (Path file : files.toList()) {
        String row = Files.readString(file);
        rows.put(row + file.getFileName(), row);
      }
    }
    Files.writeString(
        REPORT,
        "# Faults\n\n"
            + "| fault | database | times | acknowledged | stored | survived | test |\n"
            + "|---|---|---|---|---|---|---|\n"
            + String.join("", List.copyOf(rows.values())));
  }
}
