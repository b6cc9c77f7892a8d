package org.tiltyard.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of {@code access/routes.txt}, which says how they are read. */
final class AccessTable {

  static final Comparator<Line> ORDER =
      Comparator.comparing(Line::path).thenComparing(Line::method);

  private static final String FILE = "/access/routes.txt";
  private static final JsonMapper JSON = new JsonMapper();

  /** One route, and who may open it. */
  record Line(String method, String path, Set<String> who, @Nullable String body) {

    private static final Set<String> ROLES = Set.of("annotator", "researcher", "admin");
    private static final Set<String> WORDS =
        Set.of("everybody", "nobody", "owner", "annotator", "researcher", "admin");

    Line {
      if (!WORDS.containsAll(who) || (who.size() > 1 && !ROLES.containsAll(who))) {
        throw new IllegalArgumentException(path + " is for " + who + ", which is nobody known");
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
    String[] cells = text.strip().split("\\s+", 4);
    if (cells.length < 3) {
      throw new IllegalArgumentException("Not a line of the access table: " + text);
    }
    return new Line(
        cells[0], cells[1], Set.of(cells[2].split("\\+")), cells.length == 4 ? cells[3] : null);
  }
}
