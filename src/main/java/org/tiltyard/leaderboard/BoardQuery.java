package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which votes a board rests on, and how it is worked out. Its form in addresses has only what
 * differs from the defaults.
 *
 * @param language the English name of the language that people wrote in; null for all
 * @param category null for all
 * @param from only votes of that day (UTC) and later; null from the first
 * @param to only votes until the end of that day (UTC); null to the last
 * @param source null for what the settings say
 * @param flagged whether votes count that a rule would leave out; excluded ones never do
 * @param style whether style is accounted for
 * @param minimum models with fewer votes get no rating; null for what the settings say
 */
public record BoardQuery(
    @Nullable String language,
    @Nullable Category category,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    BattleMode mode,
    JudgeGroup group,
    @Nullable Origin source,
    Ties ties,
    boolean flagged,
    boolean style,
    @Nullable Integer minimum,
    Weighting weights,
    Intervals intervals) {

  /** All that can be asked for. */
  public static final List<String> PARAMETERS =
      List.of(
          "language",
          "category",
          "from",
          "to",
          "mode",
          "group",
          "source",
          "ties",
          "flagged",
          "style",
          "minimum",
          "weights",
          "intervals");

  /** The board that one sees first. */
  public static final BoardQuery DEFAULT =
      new BoardQuery(
          null,
          null,
          null,
          null,
          BattleMode.ANONYMOUS,
          JudgeGroup.EVERYONE,
          null,
          Ties.IN,
          false,
          false,
          null,
          Weighting.NONE,
          Intervals.SANDWICH);

  /**
   * Reads the parameters of an address; those that it doesn't know are left alone, and empty ones
   * say nothing.
   *
   * @throws BoardRefused when one has a value that it can't have
   */
  public static BoardQuery of(MultiValueMap<String, String> parameters) {
    return new BoardQueryReader(parameters).query();
  }

  /** The parameters that differ from the defaults, in a fixed order. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "language", language);
    put(parameters, "category", category == null ? null : category.key());
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "mode", mode == DEFAULT.mode ? null : mode.key());
    put(parameters, "group", group == DEFAULT.group ? null : group.key());
    put(parameters, "source", source == null ? null : source.key());
    put(parameters, "ties", ties == DEFAULT.ties ? null : ties.key());
    put(parameters, "flagged", flagged ? "in" : null);
    put(parameters, "style", style ? "on" : null);
    put(parameters, "minimum", minimum);
    put(parameters, "weights", weights == DEFAULT.weights ? null : weights.key());
    put(parameters, "intervals", intervals == DEFAULT.intervals ? null : intervals.key());
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object given) {
    if (given != null) {
      parameters.put(name, given.toString());
    }
  }

  /** As {@code a=b&c=d}, encoded; empty for the defaults. */
  public String queryString() {
    UriComponentsBuilder address = UriComponentsBuilder.newInstance();
    parameters().forEach((name, word) -> address.queryParam(name, "{" + name + "}"));
    String query = address.encode().buildAndExpand(Map.copyOf(parameters())).toUri().getRawQuery();
    return query == null ? "" : query;
  }

  /** The same board as of the end of a day (UTC). */
  BoardQuery until(LocalDate day) {
    return new BoardQuery(
        language, category, from, day, mode, group, source, ties, flagged, style, minimum, weights,
        intervals);
  }

  /** The same board with style accounted for. */
  BoardQuery styled() {
    return new BoardQuery(
        language, category, from, to, mode, group, source, ties, flagged, true, minimum, weights,
        intervals);
  }

  /** Whether votes are looked at one by one, because cells don't tell their time or propensity. */
  boolean needsVotes() {
    return from != null || to != null || weights == Weighting.PROPENSITY || style;
  }
}
