package org.tiltyard.leaderboard;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tiltyard.shared.Csv;

/** The numbers of one plot: its JSON, and what its file and its table hold. */
sealed interface PlotFigures {

  /** As a file (RFC 4180). */
  String csv();

  /** Ratings, the highest first. */
  record Ratings(List<Rated> rows) implements PlotFigures {

    private static final String HEAD = "model,rank,rating,lower,upper,votes\r\n";

    public Ratings {
      rows = List.copyOf(rows);
    }

    @Override
    public String csv() {
      return file(
          HEAD,
          rows,
          row -> Csv.line(row.model, row.rank, row.rating, row.lower, row.upper, row.votes));
    }
  }

  /**
   * A rated model.
   *
   * @param rank the best place that it may have
   * @param lower of the interval with a confidence of 95 %; null where it has no end
   */
  record Rated(
      String model,
      int rank,
      double rating,
      @Nullable Double lower,
      @Nullable Double upper,
      long votes) {}

  /** Pairs of models, the better rated one of each first; the models in the order of the board. */
  record Pairs(List<String> models, List<Pair> rows) implements PlotFigures {

    private static final String HEAD = "model,rival,expected,observed,votes\r\n";

    public Pairs {
      models = List.copyOf(models);
      rows = List.copyOf(rows);
    }

    /** How many votes there are on these pairs. */
    public long votes() {
      return rows.stream().mapToLong(Pair::votes).sum();
    }

    /** How many of these pairs have a vote. */
    public long met() {
      return rows.stream().filter(pair -> pair.votes > 0).count();
    }

    @Override
    public String csv() {
      return file(
          HEAD, rows, row -> Csv.line(row.model, row.rival, row.expected, row.observed, row.votes));
    }
  }

  /**
   * Two models.
   *
   * @param expected the share of decided battles that the first one wins by the ratings
   * @param observed wins and what the board makes of ties, as a share; null without a vote
   */
  record Pair(String model, String rival, double expected, @Nullable Double observed, long votes) {}

  /**
   * Ratings beside something else that is known of a model, in the order of ratings.
   *
   * @param measure what is measured, as the file calls it
   */
  record Measures(String measure, List<Measured> rows) implements PlotFigures {

    public Measures {
      rows = List.copyOf(rows);
    }

    @Override
    public String csv() {
      return file(
          "model,rank,rating,lower,upper,votes," + measure + "\r\n",
          rows,
          row ->
              Csv.line(
                  row.model, row.rank, row.rating, row.lower, row.upper, row.votes, row.measure));
    }
  }

  /** A rated model and what is measured. */
  record Measured(
      String model,
      int rank,
      double rating,
      @Nullable Double lower,
      @Nullable Double upper,
      long votes,
      double measure) {}

  /** What style is worth; none on boards that don't account for it. */
  record Style(List<Feature> rows, long votes) implements PlotFigures {

    private static final String HEAD = "feature,points,lower,upper,log_odds\r\n";

    public Style {
      rows = List.copyOf(rows);
    }

    @Override
    public String csv() {
      return file(
          HEAD,
          rows,
          row -> Csv.line(row.feature, row.coefficient, row.lower, row.upper, row.logOdds));
    }
  }

  /**
   * A feature of style.
   *
   * @param feature one of {@link StyleResult#FEATURES}
   * @param coefficient rating points for one standard deviation more
   * @param logOdds the same as log odds
   */
  record Feature(
      String feature,
      double coefficient,
      @Nullable Double lower,
      @Nullable Double upper,
      double logOdds) {}

  private static <R> String file(String head, List<R> rows, Function<R, String> line) {
    return rows.stream().map(line).collect(Collectors.joining("", head, ""));
  }
}
