package org.tiltyard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tiltyard.leaderboard.StyleResult.Coefficient;
import org.tiltyard.rating.Bootstrap;
import org.tiltyard.rating.BradleyTerry;
import org.tiltyard.rating.Comparisons;
import org.tiltyard.rating.Fit;
import org.tiltyard.rating.Interval;
import org.tiltyard.rating.Outcome;
import org.tiltyard.rating.Sandwich;
import org.tiltyard.rating.StyleControl;
import org.tiltyard.rating.StyledFit;
import org.tiltyard.rating.StyledGames;
import org.tiltyard.rating.TieRule;

/** From counted votes to the numbers of a board. */
final class Working {

  /** Enough for the 2.5 % quantile to have some samples beyond it. */
  private static final int REPLICATES = 400;

  private static final long SEED = 42;
  private static final int PAIR_FLOOR = 50;
  private static final double HALF = 0.5;

  private final BoardQuery query;
  private final List<Tally> counting;
  private final Map<String, Long> leftOut;
  private final List<String> models;
  private final Map<String, Integer> numbers = new HashMap<>();

  Working(BoardQuery query, List<Tally> tallies) {
    this.query = query;
    this.counting =
        tallies.stream()
            .filter(tally -> Tallies.counts(query, tally.leftOut()))
            .filter(tally -> !tally.modelA().equals(tally.modelB()))
            .toList();
    this.leftOut = leftOut(query, tallies);
    TreeSet<String> ids = new TreeSet<>();
    counting.forEach(tally -> {
      ids.add(tally.modelA());
      ids.add(tally.modelB());
    });
    this.models = List.copyOf(ids);
    for (int i = 0; i < models.size(); i++) {
      numbers.put(models.get(i), i);
    }
  }

  private static Map<String, Long> leftOut(BoardQuery query, List<Tally> tallies) {
    Map<String, Long> byReason = new HashMap<>();
    for (Tally tally : tallies) {
      if (!Tallies.counts(query, tally.leftOut())) {
        byReason.merge(tally.leftOut(), tally.votes(), Long::sum);
      }
    }
    Map<String, Long> sorted = new LinkedHashMap<>();
    byReason.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** The numbers that models have in games that are added to this. */
  Map<String, Integer> numbers() {
    return numbers;
  }

  /** The board without regard to style. */
  Worked plain() {
    Comparisons games = games();
    Fit fit = BradleyTerry.fit(games, rule());
    Strengths strengths =
        Strengths.plain(
            fit,
            query.intervals() == Intervals.BOOTSTRAP
                ? Bootstrap.of(fit, REPLICATES, SEED)
                : Sandwich.of(fit));
    return worked(games, strengths, null);
  }

  /** The board with style accounted for, from those of its votes whose style is known. */
  Worked styled(StyledGames measured) {
    StyledFit fit = StyleControl.fit(measured, rule());
    List<Coefficient> coefficients = new ArrayList<>();
    for (int feature = 0; feature < StyleResult.FEATURES.size(); feature++) {
      Interval interval = fit.coefficientInterval(feature);
      coefficients.add(
          new Coefficient(
              StyleResult.FEATURES.get(feature),
              fit.coefficient(feature),
              interval.lower(),
              interval.upper()));
    }
    long all = counting.stream().mapToLong(Tally::votes).sum();
    StyleResult style =
        new StyleResult(coefficients, fit.converged(), measured.games(), all - measured.games());
    return worked(games(), Strengths.styled(fit), style);
  }

  private TieRule rule() {
    return query.ties() == Ties.OUT ? TieRule.IGNORE : TieRule.HALF;
  }

  private Comparisons games() {
    Comparisons.Counter counter = new Comparisons.Counter(models.size());
    for (Tally tally : counting) {
      int a = number(tally.modelA());
      int b = number(tally.modelB());
      double weight = tally.weight();
      counter.add(a, b, Outcome.WIN, tally.wins(), weight);
      counter.add(a, b, Outcome.LOSS, tally.losses(), weight);
      double tied = query.ties() == Ties.HALVED ? weight * HALF : weight;
      counter.add(a, b, Outcome.TIE, tally.ties() + tally.bothBad(), tied);
    }
    Comparisons games = counter.count();
    return query.weights() == Weighting.PAIRS ? games.balanced(PAIR_FLOOR) : games;
  }

  private int number(String model) {
    return java.util.Objects.requireNonNull(numbers.get(model));
  }

  private Worked worked(Comparisons games, Strengths strengths, @Nullable StyleResult style) {
    long[][] wins = new long[models.size()][models.size()];
    long[][] ties = new long[models.size()][models.size()];
    for (Tally tally : counting) {
      int a = number(tally.modelA());
      int b = number(tally.modelB());
      wins[a][b] += tally.wins();
      wins[b][a] += tally.losses();
      ties[a][b] += tally.ties() + tally.bothBad();
      ties[b][a] += tally.ties() + tally.bothBad();
    }
    return new Worked(models, numbers, games, strengths, wins, ties, leftOut, style);
  }
}
