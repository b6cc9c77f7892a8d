package org.tiltyard.leaderboard;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A query from the parameters of an address. */
final class BoardQueryReader {

  private static final int LONGEST_LANGUAGE = 100;
  private static final int MOST_VOTES = 1_000_000;

  /** Ties in or out, flagged in or out: the same words for switches. */
  private enum Switch implements Choice {
    OFF,
    ON,
    OUT,
    IN
  }

  private final MultiValueMap<String, String> parameters;

  BoardQueryReader(MultiValueMap<String, String> parameters) {
    this.parameters = parameters;
  }

  BoardQuery query() {
    LocalDate from = day("from");
    LocalDate to = day("to");
    if (from != null && to != null && to.isBefore(from)) {
      throw BoardRefused.period();
    }
    BoardQuery query = all(from, to);
    if (query.style() && query.weights() == Weighting.PAIRS) {
      throw BoardRefused.withStyle("weights");
    }
    if (query.style() && query.intervals() == Intervals.BOOTSTRAP) {
      throw BoardRefused.withStyle("intervals");
    }
    return query;
  }

  private BoardQuery all(@Nullable LocalDate from, @Nullable LocalDate to) {
    return new BoardQuery(
        language(),
        choice("category", Category.class, null),
        from,
        to,
        given("mode", BattleMode.class, BoardQuery.DEFAULT.mode()),
        given("group", JudgeGroup.class, BoardQuery.DEFAULT.group()),
        choice("source", Origin.class, null),
        given("ties", Ties.class, BoardQuery.DEFAULT.ties()),
        isOn("flagged"),
        isOn("style"),
        number("minimum", MOST_VOTES),
        given("weights", Weighting.class, BoardQuery.DEFAULT.weights()),
        given("intervals", Intervals.class, BoardQuery.DEFAULT.intervals()));
  }

  private @Nullable String word(String name) {
    String word = parameters.getFirst(name);
    return word == null || word.isBlank() ? null : word.strip();
  }

  private @Nullable String language() {
    String word = word("language");
    if (word != null && word.length() > LONGEST_LANGUAGE) {
      throw BoardRefused.tooLong("language", LONGEST_LANGUAGE);
    }
    return word;
  }

  /**
   * A day; null when none is given.
   *
   * @throws BoardRefused when it is none
   */
  @Nullable LocalDate day(String name) {
    String word = word(name);
    if (word == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(word);
      if (day.getYear() < 2000 || day.getYear() > 2999) {
        throw BoardRefused.day(name);
      }
      return day;
    } catch (DateTimeException e) {
      throw BoardRefused.day(name);
    }
  }

  private <C extends Enum<C> & Choice> @Nullable C choice(
      String name, Class<C> choices, @Nullable C otherwise) {
    String word = word(name);
    return word == null
        ? otherwise
        : Choice.of(choices, word).orElseThrow(() -> BoardRefused.choice(name, choices));
  }

  private <C extends Enum<C> & Choice> C given(String name, Class<C> choices, C otherwise) {
    C chosen = choice(name, choices, otherwise);
    return chosen == null ? otherwise : chosen;
  }

  private boolean isOn(String name) {
    Switch chosen = given(name, Switch.class, Switch.OFF);
    return chosen == Switch.ON || chosen == Switch.IN;
  }

  /**
   * A number; null when none is given.
   *
   * @throws BoardRefused when it is none, or not between 1 and the most
   */
  @Nullable Integer number(String name, int most) {
    String word = word(name);
    if (word == null) {
      return null;
    }
    if (!word.matches("[0-9]{1,7}")) {
      throw BoardRefused.number(name, 1, most);
    }
    int number = Integer.parseInt(word);
    if (number < 1 || number > most) {
      throw BoardRefused.number(name, 1, most);
    }
    return number;
  }
}
