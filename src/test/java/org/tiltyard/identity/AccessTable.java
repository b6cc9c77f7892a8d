package org.tiltyard.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of {@code access/routes.txt}, which says how they are read. */
final class AccessTable {

  static final Comparator<Line> ORDER =
      Comparator.comparing(Line::path).thenComparing(Line::method);

  private static final String FILE = "/access/routes.txt";
  private static final Pattern LINE =
      Pattern.compile(
          "(?<method>[A-Z]+)\\s+(?<path>/\\S*)\\s+(?<who>[a-z+]+)(?:\\s+(?<tokens>[a-z:+]+|-))?"
              + "(?:\\s+(?<body>\\{.*}))?");
  private static final JsonMapper JSON = new JsonMapper();

  /** One route, and who may open it. */
  record Line(
      String method, String path, Set<String> who, Set<String> scopes, @Nullable String body) {

    private static final Set<String> ROLES = Set.of("annotator", "researcher", "admin");
    private static final Set<String> WORDS =
        Set.of("everybody", "nobody", "owner", "annotator", "researcher", "admin");

    Line {
      if (!WORDS.containsAll(who) || (who.size() > 1 && !ROLES.containsAll(who))) {
        throw new IllegalArgumentException(path + " is for " + who + ", which is nobody known");
      }
      if (!scopes.stream().allMatch(scope -> Scope.find(scope).isPresent())) {
        throw new IllegalArgumentException(path + " is open to " + scopes + ", which is no scope");
      }
    }

    String route() {
      return method + " " + path;
    }

    boolean letsIn(String person) {
      return who.contains("everybody") || who.contains(person);
    }

    /** Whether a route hides itself from all but one: 404 is then a refusal. */
    boolean hasOwner() {
      return who.contains("owner");
    }

    /** Whether an admin's token with this scope is let in. */
    boolean letsTokenIn(String scope) {
      return who.contains("everybody") || scopes.contains(scope);
    }

    String json() {
      return body == null ? "{}" : body;
    }

    /** The body's fields as a form has them. */
    String form() {
      return JSON.readTree(json()).properties().stream()
          .map(field -> field.getKey() + "=" + encode(words(field.getValue())))
          .collect(Collectors.joining("&"));
    }

    private static String words(JsonNode value) {
      return value.isString() ? value.asString() : value.toString();
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return route();
    }
  }

  private AccessTable() {}

  static List<Line> read() {
    try (InputStream file = AccessTable.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(AccessTable::line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    Matcher cells = LINE.matcher(text.strip());
    if (!cells.matches()) {
      throw new IllegalArgumentException("Not a line of the access table: " + text);
    }
    return new Line(
        cells.group("method"),
        cells.group("path"),
        words(cells.group("who")),
        tokens(cells.group("method"), cells.group("path"), cells.group("tokens")),
        cells.group("body"));
  }

  private static Set<String> tokens(String method, String path, @Nullable String words) {
    if (words == null) {
      return usualTokens(method.equals("GET"), path);
    }
    return words.equals("-") ? Set.of() : words(words);
  }

  private static Set<String> usualTokens(boolean reads, String path) {
    if (!path.startsWith("/admin") || path.startsWith("/admin/people")) {
      return Set.of();
    }
    if (path.startsWith("/admin/models") || path.startsWith("/admin/endpoints")) {
      return Set.of("admin", reads ? "models:read" : "models:write");
    }
    return path.startsWith("/admin/audit") && reads
        ? Set.of("admin", "audit:read")
        : Set.of("admin");
  }

  private static Set<String> words(String joined) {
    return Set.of(joined.split("\\+"));
  }
}
