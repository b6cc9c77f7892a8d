package org.tiltyard.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.tiltyard.leaderboard.QueryField.Kind;

/**
 * A query as a form, as chips, and as an address that has only what differs from the standard. What
 * was given and makes no query is kept, to be mended.
 */
final class QueryForm {

  /** A filter that is on, with the address of the page without it. */
  record Chip(QueryField field, String without) {}

  private static final String ANY = "";
  private static final String OFF = "off";

  private final String path;
  private final List<QueryField> fields;
  private final List<String> models;

  private QueryForm(String path, List<QueryField> fields, List<String> models) {
    this.path = path;
    this.fields = List.copyOf(fields);
    this.models = List.copyOf(models);
  }

  /**
   * @param path of the page
   * @param given words by the names of a query's parameters
   * @param minimum of boards that don't say otherwise
   */
  static QueryForm of(String path, Map<String, String> given, int minimum, Boards boards) {
    Fields fields = new Fields(given);
    fields.add(
        "language", Kind.LANGUAGE, ANY, withGiven(boards.languages(), given.get("language")));
    fields.add("category", Kind.CHOICE, ANY, choices(Category.class));
    fields.add("from", Kind.DAY, ANY, List.of());
    fields.add("to", Kind.DAY, ANY, List.of());
    fields.add("mode", BoardQuery.DEFAULT.mode(), BattleMode.class);
    fields.add("group", BoardQuery.DEFAULT.group(), JudgeGroup.class);
    fields.add("source", boards.source(BoardQuery.DEFAULT), Origin.class);
    fields.add("ties", BoardQuery.DEFAULT.ties(), Ties.class);
    fields.add("flagged", Kind.CHOICE, "out", List.of("out", "in"));
    fields.add("style", Kind.CHOICE, OFF, List.of(OFF, "on"));
    fields.add("minimum", Kind.NUMBER, String.valueOf(minimum), List.of());
    fields.add("weights", BoardQuery.DEFAULT.weights(), Weighting.class);
    fields.add("intervals", BoardQuery.DEFAULT.intervals(), Intervals.class);
    return new QueryForm(path, fields.added, List.of());
  }

  /** The same on a page that shows these models. */
  QueryForm comparing(List<String> names) {
    return new QueryForm(path, fields, names);
  }

  /** Collects fields, with what is given for them. */
  private static final class Fields {

    private final Map<String, String> given;
    private final List<QueryField> added = new ArrayList<>();

    private Fields(Map<String, String> given) {
      this.given = given;
    }

    private <C extends Enum<C> & Choice> void add(String name, C standard, Class<C> choices) {
      List<String> keys = Arrays.stream(choices.getEnumConstants()).map(Choice::key).toList();
      add(name, Kind.CHOICE, standard.key(), keys);
    }

    private void add(String name, Kind kind, String standard, List<String> options) {
      String word = given.getOrDefault(name, "").strip();
      added.add(new QueryField(name, kind, word.isEmpty() ? standard : word, standard, options));
    }
  }

  /** All of them, and none of them first. */
  private static <C extends Enum<C> & Choice> List<String> choices(Class<C> choices) {
    return Stream.concat(Stream.of(ANY), Arrays.stream(choices.getEnumConstants()).map(Choice::key))
        .toList();
  }

  private static List<String> withGiven(List<String> languages, @Nullable String given) {
    Stream<String> asked =
        given == null || given.isBlank() ? Stream.of() : Stream.of(given.strip());
    return Stream.concat(Stream.of(ANY), Stream.concat(languages.stream().sorted(), asked))
        .distinct()
        .toList();
  }

  private static final Set<String> FIRST = Set.of("language", "category");

  /** Those that are asked for most. */
  public List<QueryField> first() {
    return fields.stream().filter(field -> FIRST.contains(field.name())).toList();
  }

  /** All others. */
  public List<QueryField> more() {
    return fields.stream().filter(field -> !FIRST.contains(field.name())).toList();
  }

  /** Those that are in the address. */
  public List<QueryField> differing() {
    return fields.stream().filter(QueryField::differs).toList();
  }

  /** What is filtered, each with the way to take it off. */
  public List<Chip> chips() {
    List<QueryField> on = differing();
    return on.stream()
        .map(field ->
            new Chip(
                field, address(path, models, on.stream().filter(one -> one != field).toList())))
        .toList();
  }

  /** The names of what is in the address. */
  Set<String> names() {
    return differing().stream().map(QueryField::name).collect(Collectors.toSet());
  }

  /** The page with this query. */
  public String address() {
    return address(path, models, differing());
  }

  /** Another page with the same query. */
  public String address(String other) {
    return address(other, List.of(), differing());
  }

  private static String address(String path, List<String> models, List<QueryField> fields) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < models.size(); i++) {
      address.queryParam("models", "{models" + i + "}");
      values.put("models" + i, models.get(i));
    }
    for (QueryField field : fields) {
      address.queryParam(field.name(), "{" + field.name() + "}");
      values.put(field.name(), field.value());
    }
    return address.encode().buildAndExpand(values).toUriString();
  }
}
