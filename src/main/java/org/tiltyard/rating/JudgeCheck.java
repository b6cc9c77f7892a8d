package org.tiltyard.rating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.tiltyard.rating.JudgeVerdict.Finding;
import org.tiltyard.rating.JudgeVerdict.Pattern;
import org.tiltyard.rating.JudgeVerdict.Statistic;

/**
 * Checks whether a judge's votes could be anybody's: an honest judge says of a pair what others say
 * of it, as often. Looked for are votes against and with the pair's favourite (both sides of the
 * test of Chatbot Arena, arXiv 2403.04132, section 6), for a seat, and for or against one model.
 *
 * <p>A judge who votes as all others do is flagged with a probability of α at most, however few
 * votes there are: every p-value is exact, given the pairs and what everybody has voted on them.
 */
public final class JudgeCheck {

  /** With fewer votes on pairs that others know, nothing is said. */
  public static final int FEWEST_VOTES = 10;

  /** A pair is known when others have voted on it so often. */
  public static final int FEWEST_OTHERS = 5;

  /** No more than the latest so many votes are looked at. */
  public static final int MOST_VOTES = 1_000;

  /** A model is looked at when the judge has voted on it so often. */
  private static final int FEWEST_ON_A_MODEL = 5;

  /** How many tests share the level: two of favourites, one of seats, one of models. */
  private static final int TESTS = 4;

  private static final int SIDES = 2;

  private final List<JudgedVote> votes;
  private final Map<Pair, Tally> tallies = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private JudgeCheck(List<JudgedVote> votes) {
    this.votes = votes;
    // What is known of a pair may have grown between two votes on it; the latest counts.
    votes.forEach(vote -> tallies.put(Pair.of(vote), others(vote)));
  }

  /**
   * Checks a judge.
   *
   * @param votes in the order in which they were cast
   * @param othersForA how many votes of all other judges, on any pair, went to seat A
   * @param othersForB how many went to seat B
   * @param alpha how likely it may be that an honest judge is flagged
   * @param seed a number that belongs to the judge: it decides where Fisher's M is looked at
   */
  public static JudgeVerdict of(
      List<JudgedVote> votes, long othersForA, long othersForB, double alpha, long seed) {
    List<JudgedVote> known =
        votes.stream()
            .filter(vote -> vote.a() != vote.b() && vote.history() >= FEWEST_OTHERS)
            .toList();
    if (known.size() < FEWEST_VOTES) {
      return new JudgeVerdict.Unavailable(known.size());
    }
    JudgeCheck check =
        new JudgeCheck(known.subList(Math.max(0, known.size() - MOST_VOTES), known.size()));
    check.lookAtTheOrder(seed);
    check.lookAtFavourites();
    check.lookAtSeats(othersForA, othersForB);
    check.lookAtModels();
    check.findings.sort(Comparator.comparingDouble(Finding::p));
    return new JudgeVerdict.Checked(
        List.copyOf(check.findings), check.findings.getFirst().p() <= alpha);
  }

  /**
   * Fisher's M of votes against favourites, and of votes for them.
   *
   * <p>The judge's earlier votes join the history of later ones, which makes the p-values
   * independent of each other (Vovk, Gammerman and Shafer, Algorithmic learning in a random world,
   * 2005).
   */
  private void lookAtTheOrder(long seed) {
    double[] with = new double[votes.size()];
    double[] against = new double[votes.size()];
    for (int vote = 0; vote < with.length; vote++) {
      Tally tally = add(votes.get(vote));
      with[vote] = tally.placeOf(outcome(votes.get(vote)), votes.get(vote).seed());
      against[vote] = 1 - with[vote];
    }
    int[] points = Fisher.points(votes.size(), seed);
    find(Pattern.AGAINST_FAVOURITE, Statistic.FISHER, Fisher.p(against, points), votes.size());
    find(Pattern.WITH_FAVOURITE, Statistic.FISHER, Fisher.p(with, points), votes.size());
  }

  private Tally add(JudgedVote vote) {
    return Objects.requireNonNull(tallies.get(Pair.of(vote))).add(outcome(vote));
  }

  private static Tally others(JudgedVote vote) {
    return vote.a() < vote.b()
        ? new Tally(vote.wins(), vote.ties(), vote.losses())
        : new Tally(vote.losses(), vote.ties(), vote.wins());
  }

  /** Seen from the model with the lower number, whichever seat it sat in. */
  private static Outcome outcome(JudgedVote vote) {
    return vote.a() < vote.b() ? vote.outcome() : vote.outcome().mirrored();
  }

  /** How many points favourites got. */
  private void lookAtFavourites() {
    Points points = new Points();
    tallies.values().stream()
        .filter(Tally::hasFavourite)
        .forEach(tally -> points.add(tally, tally.favoursFirst()));
    find(Pattern.AGAINST_FAVOURITE, Statistic.POINTS, points.few(), points.votes());
    find(Pattern.WITH_FAVOURITE, Statistic.POINTS, points.many(), points.votes());
  }

  /** How many of the decided votes went to each seat. */
  private void lookAtSeats(long othersForA, long othersForB) {
    Tally seats = new Tally(othersForA, 0, othersForB);
    votes.stream()
        .map(JudgedVote::outcome)
        .filter(outcome -> outcome != Outcome.TIE)
        .forEach(seats::add);
    Points points = new Points();
    points.add(seats, true);
    find(Pattern.SEAT_A, Statistic.POINTS, points.many(), points.votes());
    find(Pattern.SEAT_B, Statistic.POINTS, points.few(), points.votes());
  }

  /** How many points each model got, of those that the judge has seen often enough. */
  private void lookAtModels() {
    Map<Integer, Points> models = new TreeMap<>();
    tallies.forEach((pair, tally) -> {
      models.computeIfAbsent(pair.first, unseen -> new Points()).add(tally, true);
      models.computeIfAbsent(pair.second, unseen -> new Points()).add(tally, false);
    });
    models.values().removeIf(points -> points.votes() < FEWEST_ON_A_MODEL);
    models.forEach((model, points) -> {
      find(Pattern.FOR_MODEL, model, points.many(), models.size(), points.votes());
      find(Pattern.AGAINST_MODEL, model, points.few(), models.size(), points.votes());
    });
  }

  private void find(Pattern pattern, Statistic statistic, double p, int count) {
    findings.add(new Finding(pattern, statistic, OptionalInt.empty(), among(SIDES, p), count));
  }

  private void find(Pattern pattern, int model, double p, int models, int count) {
    findings.add(
        new Finding(
            pattern, Statistic.POINTS, OptionalInt.of(model), among(SIDES * models, p), count));
  }

  /** Of so many p-values in each of the tests, one is as small as this by chance (Bonferroni). */
  private static double among(int many, double p) {
    return Math.min(1, TESTS * many * p);
  }

  /** Two models, the lower number first. */
  private record Pair(int first, int second) implements Comparable<Pair> {

    static Pair of(JudgedVote vote) {
      return new Pair(Math.min(vote.a(), vote.b()), Math.max(vote.a(), vote.b()));
    }

    @Override
    public int compareTo(Pair other) {
      int byFirst = Integer.compare(first, other.first);
      return byFirst != 0 ? byFirst : Integer.compare(second, other.second);
    }
  }
}
