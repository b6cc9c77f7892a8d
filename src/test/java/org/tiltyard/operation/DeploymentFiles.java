package org.tiltyard.operation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the folder {@code docker}. */
final class DeploymentFiles {

  static final Path FOLDER = Path.of("docker");
  static final JsonMapper JSON = new JsonMapper();

  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w|\\s*\\()");

  private DeploymentFiles() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a YAML file, its anchors resolved. */
  static List<JsonNode> yaml(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Yaml().loadAll(text(file))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  static List<Path> list(Path folder, String ending) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All queries of the dashboard and of the alerts. */
  static List<String> queries() {
    JsonNode dashboard =
        JSON.readTree(text(FOLDER.resolve("monitoring/grafana/dashboards/tiltyard.json")));
    List<String> queries = new ArrayList<>();
    dashboard
        .get("panels")
        .forEach(panel ->
            panel.get("targets").forEach(target -> queries.add(target.get("expr").asString())));
    for (JsonNode group :
        requireNonNull(yaml(FOLDER.resolve("monitoring/alerts.yaml")).getFirst().get("groups"))) {
      group.get("rules").forEach(rule -> queries.add(rule.get("expr").asString()));
    }
    return queries;
  }

  /** The metrics that a query asks for. */
  static Set<String> metrics(String query) {
    String bare = STRING.matcher(query).replaceAll("");
    bare = GROUPING.matcher(bare).replaceAll("");
    bare = LABELS.matcher(bare).replaceAll("");
    bare = RANGE.matcher(bare).replaceAll("");
    Set<String> names = new TreeSet<>();
    Matcher name = METRIC.matcher(bare);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }
}
