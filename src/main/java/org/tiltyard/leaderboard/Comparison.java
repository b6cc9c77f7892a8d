package org.tiltyard.leaderboard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tiltyard.leaderboard.PairRecords.Part;
import org.tiltyard.leaderboard.PairRecords.Record;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.BradleyTerry;
import org.tiltyard.rating.Interval;
import org.tiltyard.rating.Scale;
import org.tiltyard.rating.Share;

/**
 * Two models of a board, seen from the first.
 *
 * @param record how they did against each other
 * @param observed where the first one's share of wins lies, ties counting half; null without votes
 * @param difference how much higher its rating is; null unless both are rated
 * @param slices the record by category and by language, where there are votes
 */
record Comparison(
    Side first,
    Side second,
    Record record,
    @Nullable Interval observed,
    @Nullable Interval difference,
    List<Slice> slices) {

  private static final int LANGUAGES = 8;

  /** A model, with its row or with what keeps it from having one; neither if it has no vote. */
  record Side(ModelId id, String name, @Nullable BoardRow row, @Nullable Unranked unranked) {

    /** As a board's line; only of a model with a rating. */
    public @Nullable BoardLine line() {
      return row == null ? null : new BoardLine(row, new IntervalBar(0, 0, 0));
    }

    /** What keeps it from having a rating; empty if it has one, or no vote. */
    public String why() {
      return unranked == null ? "" : unranked.why().key();
    }

    /** On battles with anybody. */
    public long votes() {
      return row != null ? row.votes() : unranked != null ? unranked.votes() : 0;
    }
  }

  /**
   * The record of a part of the votes.
   *
   * @param category the key of a category, or null
   * @param language a language, or null
   */
  record Slice(@Nullable String category, @Nullable String language, Record record) {}

  static Comparison of(Board board, Side first, Side second, List<Part> parts) {
    Record record = parts.stream().map(Part::counts).reduce(Record.NONE, Record::and);
    return new Comparison(
        first,
        second,
        record,
        record.votes() == 0
            ? null
            : Share.interval(record.wins() + record.ties() / 2.0, record.votes()),
        first.row() == null || second.row() == null
            ? null
            : board.difference(first.row().id(), second.row().id()).orElse(null),
        slices(parts));
  }

  /** The two. */
  public List<Side> sides() {
    return List.of(first, second);
  }

  /** Whether both have a rating. */
  public boolean isRated() {
    return first.row != null && second.row != null;
  }

  /** By how much the first one's rating is higher. */
  public double gap() {
    return first.row == null || second.row == null ? 0 : first.row.rating() - second.row.rating();
  }

  /** The probability with which the first wins, by the ratings. */
  public double expected() {
    return BradleyTerry.probability(gap() / Scale.ELO.points());
  }

  /** Whether what the ratings expect lies where the observed share may lie. */
  public boolean isAsExpected() {
    return observed != null && observed.lower() <= expected() && expected() <= observed.upper();
  }

  private static List<Slice> slices(List<Part> parts) {
    Map<Category, Record> categories = new TreeMap<>();
    Map<String, Record> languages = new LinkedHashMap<>();
    for (Part part : parts) {
      part.categories().forEach(category -> categories.merge(category, part.counts(), Record::and));
      languages.merge(part.language(), part.counts(), Record::and);
    }
    List<Slice> slices = new java.util.ArrayList<>();
    categories.forEach((category, record) -> slices.add(new Slice(category.key(), null, record)));
    languages.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Record> one) -> one.getValue().votes())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(LANGUAGES)
        .forEach(one -> slices.add(new Slice(null, one.getKey(), one.getValue())));
    return slices;
  }
}
