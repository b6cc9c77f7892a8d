package org.tiltyard.leaderboard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.leaderboard.PlotFigures.Feature;
import org.tiltyard.leaderboard.PlotFigures.Measured;
import org.tiltyard.leaderboard.PlotFigures.Measures;
import org.tiltyard.leaderboard.PlotFigures.Pair;
import org.tiltyard.leaderboard.PlotFigures.Pairs;
import org.tiltyard.leaderboard.PlotFigures.Rated;
import org.tiltyard.leaderboard.PlotFigures.Ratings;
import org.tiltyard.leaderboard.PlotFigures.Style;
import org.tiltyard.rating.Scale;

/** Takes the numbers of plots from boards. Templates use this bean as {@code @plots}. */
@Component("plots")
class Plots {

  /** More models than these make no square that one can read; the files have all. */
  static final int GLANCE = 20;

  /** More lines than these are not told apart. */
  static final int LINES = 8;

  /** How many days the table of the days has. */
  static final int DAYS = 14;

  private final BoardDays days;

  Plots(BoardDays days) {
    this.days = days;
  }

  /** What is drawn. */
  PlotFigures drawn(Plot plot, Board board) {
    return of(plot, board, GLANCE);
  }

  /** What is downloaded: the same of all models. */
  PlotFigures whole(Plot plot, Board board) {
    return of(plot, board, Integer.MAX_VALUE);
  }

  private PlotFigures of(Plot plot, Board board, int most) {
    return switch (plot) {
      case INTERVALS -> ratings(board);
      case WIN_RATES, BATTLES -> pairs(board, most);
      case PRICE -> prices(board);
      case SPEED -> speeds(board);
      case STYLE -> style(board);
    };
  }

  /** All ratings. */
  public Ratings ratings(Board board) {
    return new Ratings(
        board.rows().stream()
            .map(row ->
                new Rated(
                    row.name(),
                    row.rank().best(),
                    tenths(row.rating()),
                    bound(row.lower()),
                    bound(row.upper()),
                    row.votes()))
            .toList());
  }

  /** The pairs that are drawn. */
  public Pairs pairs(Board board) {
    return pairs(board, GLANCE);
  }

  private static Pairs pairs(Board board, int most) {
    List<BoardRow> rows = board.rows().subList(0, Math.min(most, board.rows().size()));
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i + 1; j < rows.size(); j++) {
        PairTable.Meeting met = board.pairs().of(i, j);
        pairs.add(
            new Pair(
                rows.get(i).name(),
                rows.get(j).name(),
                rounded(met.expected(), 1e4),
                observed(met, board.query().ties()),
                met.votes()));
      }
    }
    return new Pairs(rows.stream().map(BoardRow::name).toList(), pairs);
  }

  /** Wins of the first as a share, ties counted as the board counts them. */
  private static @Nullable Double observed(PairTable.Meeting met, Ties rule) {
    double worth =
        switch (rule) {
          case IN -> 1;
          case HALVED -> 0.5;
          case OUT -> 0;
        };
    double games = met.wins() + met.losses() + worth * met.ties();
    return games == 0 ? null : rounded((met.wins() + worth * met.ties() / 2) / games, 1e4);
  }

  /** The models of which it is known what a million tokens of answers cost. */
  public Measures prices(Board board) {
    return measured("price_out", board, BoardRow::priceOut);
  }

  /** The models of which it is known how fast they write. */
  public Measures speeds(Board board) {
    return measured("tokens_per_second", board, Plots::speed);
  }

  private static @Nullable Double speed(BoardRow row) {
    Double speed = row.tokensPerSecond();
    return speed == null ? null : tenths(speed);
  }

  private static Measures measured(
      String what, Board board, Function<BoardRow, @Nullable Double> measure) {
    List<Measured> rows = new ArrayList<>();
    for (BoardRow row : board.rows()) {
      Double known = measure.apply(row);
      if (known != null) {
        rows.add(
            new Measured(
                row.name(),
                row.rank().best(),
                tenths(row.rating()),
                bound(row.lower()),
                bound(row.upper()),
                row.votes(),
                known));
      }
    }
    return new Measures(what, rows);
  }

  /** What style is worth, in rating points. */
  public Style style(Board board) {
    StyleResult style = board.style();
    if (style == null || !style.converged() || board.rows().isEmpty()) {
      return new Style(List.of(), 0);
    }
    return new Style(
        style.coefficients().stream().filter(Plots::differs).map(Plots::feature).toList(),
        style.votes());
  }

  /** A feature that all answers have alike tells nothing, and its interval has no width. */
  private static boolean differs(StyleResult.Coefficient one) {
    return one.upper() > one.lower();
  }

  /**
   * The last days of the board's period: the models that are rated highest on the last one, and
   * what their ratings were. These are days of the board without filters.
   */
  public Days days(Board board) {
    LocalDate first = board.query().from();
    LocalDate last = days.last(board.query().to()).orElse(null);
    if (last == null || (first != null && last.isBefore(first))) {
      return Days.NONE;
    }
    LocalDate oldest = last.minusDays(DAYS - 1);
    LocalDate from = first != null && first.isAfter(oldest) ? first : oldest;
    HistoryPlot plot = HistoryPlot.of(days.between(from, last)).highest(LINES);
    return Days.of(plot, days.votes(last));
  }

  /** The page of the same board with style accounted for. */
  public String withStyle(Board board) {
    String query = board.query().queryString();
    return "/leaderboard?" + (query.isEmpty() ? "" : query + "&") + "style=on";
  }

  private static Feature feature(StyleResult.Coefficient one) {
    double points = Scale.ELO.points();
    return new Feature(
        one.feature(),
        tenths(points * one.estimate()),
        bound(points * one.lower()),
        bound(points * one.upper()),
        rounded(one.estimate(), 1e6));
  }

  private static @Nullable Double bound(double rating) {
    return Double.isFinite(rating) ? tenths(rating) : null;
  }

  private static double tenths(double number) {
    return rounded(number, 10);
  }

  private static double rounded(double number, double parts) {
    return Math.round(number * parts) / parts;
  }
}
