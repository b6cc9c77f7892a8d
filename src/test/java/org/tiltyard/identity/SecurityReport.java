package org.tiltyard.identity;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@code target/security-report.md} for {@code ./mvnw -Psecurity verify}: what ran, what the
 * registry of the page's packages says, and which libraries are in the jar. Run by {@code java}
 * from its source, with the class path of the jar; it uses nothing but the JDK.
 */
public final class SecurityReport {

  private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>", Pattern.DOTALL);
  private static final Pattern LICENSE =
      Pattern.compile("<license>.*?<name>(.*?)</name>", Pattern.DOTALL);
  private static final Pattern PARENT = Pattern.compile("<parent>(.*?)</parent>", Pattern.DOTALL);
  private static final int GENERATIONS = 8;
  private static final long PATIENCE_SECONDS = 60;

  private final StringBuilder report = new StringBuilder();

  private SecurityReport() {}

  /** Takes the names of the test classes, with commas between; runs in the project's folder. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SecurityReport report = new SecurityReport();
    report.line("# Security report");
    report.tests(List.of(arguments[0].split(",")));
    report.page();
    report.libraries();
    Path file = Path.of("target", "security-report.md");
    Files.writeString(file, report.report);
    System.out.println(report.report.substring(0, report.report.indexOf("\n## Libraries")));
    System.out.println("All of it: " + file);
  }

  private void line(String words) {
    report.append(words).append('\n');
  }

  /** Other classes may have left reports of earlier runs. */
  private void tests(List<String> asked) throws IOException {
    line("\n## Tests\n\n| class | tests | failed | left out |\n|---|---|---|---|");
    TreeMap<String, String> rows = new TreeMap<>();
    for (Path folder :
        List.of(Path.of("target/surefire-reports"), Path.of("target/failsafe-reports/h2"))) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file :
            files.filter(one -> one.getFileName().toString().startsWith("TEST-")).toList()) {
          Matcher suite = SUITE.matcher(Files.readString(file));
          if (suite.find()) {
            String name = attribute(suite.group(), "name").replaceFirst(".*\\.", "");
            if (!asked.contains(name)) {
              continue;
            }
            int failed = number(suite.group(), "failures") + number(suite.group(), "errors");
            rows.put(
                name,
                "| %s | %d | %d | %d |"
                    .formatted(
                        name,
                        number(suite.group(), "tests"),
                        failed,
                        number(suite.group(), "skipped")));
          }
        }
      }
    }
    asked.forEach(name -> rows.putIfAbsent(name, "| %s | not run | | |".formatted(name)));
    rows.values().forEach(this::line);
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1) : "";
  }

  private static int number(String tag, String name) {
    String value = attribute(tag, name);
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  /** What npm’s registry knows of the packages that the page is built from and with. */
  private void page() throws IOException, InterruptedException {
    line("\n## Packages of the page\n");
    Path answer = Files.createTempFile("audit", ".txt");
    Process audit =
        new ProcessBuilder("npm", "audit")
            .directory(new File("frontend"))
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    boolean ended = audit.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    audit.destroyForcibly();
    String said = Files.readString(answer, StandardCharsets.UTF_8).strip();
    Files.delete(answer);
    if (!ended || said.contains("npm error")) {
      line("Not looked up: the registry could not be asked.");
    } else {
      line("`npm audit`:\n\n```\n" + said + "\n```");
    }
    Process list =
        new ProcessBuilder("npm", "ls")
            .directory(new File("frontend"))
            .redirectErrorStream(true)
            .start();
    String tree = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    line("```\n" + tree.lines().skip(1).reduce("", (all, one) -> all + one + "\n") + "```");
  }

  private void libraries() throws IOException {
    line("\n## Libraries in the jar");
    line("\nNot looked up: which of them have known weaknesses.\n");
    line("| library | version | licence |\n|---|---|---|");
    List<String> rows = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      Path jar = Path.of(entry);
      if (!entry.endsWith(".jar")) {
        continue;
      }
      Path version = Objects.requireNonNull(jar.getParent());
      Path artifact = Objects.requireNonNull(version.getParent());
      Path pom = version.resolve(artifact.getFileName() + "-" + version.getFileName() + ".pom");
      rows.add(
          "| %s | %s | %s |"
              .formatted(
                  artifact.getFileName(),
                  version.getFileName(),
                  license(pom, repository(jar)).orElse("not said")));
    }
    rows.stream().sorted().forEach(this::line);
  }

  /** The folder of all libraries, as the class path has them. */
  private static Path repository(Path jar) {
    Path folder = jar;
    while (folder.getParent() != null && !folder.endsWith("repository")) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The first licence that a library or one of those it is made from names. */
  private static Optional<String> license(Path pom, Path repository) throws IOException {
    Path next = pom;
    for (int i = 0; i < GENERATIONS && Files.isReadable(next); i++) {
      String text = Files.readString(next);
      Matcher found = LICENSE.matcher(text);
      if (found.find()) {
        return Optional.of(found.group(1).strip().replaceAll("\\s+", " "));
      }
      Matcher parent = PARENT.matcher(text);
      if (!parent.find()) {
        break;
      }
      String artifact = element(parent.group(1), "artifactId");
      String version = element(parent.group(1), "version");
      next =
          repository
              .resolve(element(parent.group(1), "groupId").replace('.', '/'))
              .resolve(artifact)
              .resolve(version)
              .resolve(artifact + "-" + version + ".pom");
    }
    return Optional.empty();
  }

  private static String element(String text, String name) {
    Matcher found = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(text);
    return found.find() ? found.group(1).strip() : "";
  }
}
