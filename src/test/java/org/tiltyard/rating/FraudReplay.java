package org.tiltyard.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A simulated arena in which most judges are honest and some are not, and what the check of judges
 * says of each. Everybody's votes, those of attackers too, are what the others are compared with.
 * The same seed gives the same arena.
 */
public final class FraudReplay {

  private static final int MODELS = 20;
  private static final double TIE = 0.15;

  /** How a judge comes to a vote. */
  public enum Kind {
    /** By what the answers are worth, as everybody does. */
    HONEST,
    /** Seat A, whoever sits there. */
    ALWAYS_A,
    /** One model wherever it comes; otherwise as everybody does. */
    ONE_MODEL,
    /** By a coin. */
    RANDOM,
    /** Always the one that others prefer. */
    COPIES_FAVOURITE,
    /** Always the one that others don't prefer. */
    EXPECTED_LOSER
  }

  /**
   * What the check found among the judges of one kind.
   *
   * @param judges how many there are
   * @param flagged how many of them it flags
   */
  public record Found(int judges, int flagged) {

    /** The share that is flagged. */
    public double share() {
      return (double) flagged / judges;
    }

    /** Of all that are flagged among these and the honest ones, the share of these. */
    public double precision(Found honest) {
      return flagged == 0 ? Double.NaN : (double) flagged / (flagged + honest.flagged);
    }
  }

  private record Cast(int a, int b, Outcome outcome) {}

  private record Judge(Kind kind, List<Cast> votes) {}

  private final SplittableRandom random;
  private final double[] strengths;
  private final List<Judge> judges = new ArrayList<>();

  /** Votes by the lower model, the higher one, and how it ended for the lower one. */
  private final long[][][] counts = new long[MODELS][MODELS][Outcome.values().length];

  private long forA;
  private long forB;

  /**
   * @param honest how many honest judges
   * @param attackers how many of each other kind
   * @param votes of each judge
   */
  public FraudReplay(int honest, int attackers, int votes, long seed) {
    random = new SplittableRandom(seed);
    strengths = random.doubles(MODELS, -1, 1).toArray();
    for (Kind kind : Kind.values()) {
      int judgesOfKind = kind == Kind.HONEST ? honest : attackers;
      for (int judge = 0; judge < judgesOfKind; judge++) {
        judges.add(new Judge(kind, votes(kind, votes)));
      }
    }
    judges.forEach(judge -> judge.votes.forEach(cast -> count(cast, 1)));
  }

  private List<Cast> votes(Kind kind, int number) {
    int liked = random.nextInt(MODELS);
    List<Cast> votes = new ArrayList<>();
    for (int vote = 0; vote < number; vote++) {
      int a = random.nextInt(MODELS);
      int b = (a + 1 + random.nextInt(MODELS - 1)) % MODELS;
      votes.add(new Cast(a, b, outcome(kind, a, b, liked)));
    }
    return votes;
  }

  private Outcome outcome(Kind kind, int a, int b, int liked) {
    boolean favoursA = strengths[a] > strengths[b];
    return switch (kind) {
      case HONEST -> honest(a, b);
      case ALWAYS_A -> Outcome.WIN;
      case ONE_MODEL -> a == liked ? Outcome.WIN : b == liked ? Outcome.LOSS : honest(a, b);
      case RANDOM -> random.nextBoolean() ? Outcome.WIN : Outcome.LOSS;
      case COPIES_FAVOURITE -> favoursA ? Outcome.WIN : Outcome.LOSS;
      case EXPECTED_LOSER -> favoursA ? Outcome.LOSS : Outcome.WIN;
    };
  }

  private Outcome honest(int a, int b) {
    if (random.nextDouble() < TIE) {
      return Outcome.TIE;
    }
    return random.nextDouble() < BradleyTerry.probability(strengths[a] - strengths[b])
        ? Outcome.WIN
        : Outcome.LOSS;
  }

  private void count(Cast cast, int number) {
    boolean inOrder = cast.a < cast.b;
    Outcome outcome = inOrder ? cast.outcome : cast.outcome.mirrored();
    counts[Math.min(cast.a, cast.b)][Math.max(cast.a, cast.b)][outcome.ordinal()] += number;
    forA += cast.outcome == Outcome.WIN ? number : 0;
    forB += cast.outcome == Outcome.LOSS ? number : 0;
  }

  private JudgedVote judged(Cast cast, long seed) {
    long[] others = counts[Math.min(cast.a, cast.b)][Math.max(cast.a, cast.b)];
    long wins = others[Outcome.WIN.ordinal()];
    long ties = others[Outcome.TIE.ordinal()];
    long losses = others[Outcome.LOSS.ordinal()];
    return cast.a < cast.b
        ? new JudgedVote(cast.a, cast.b, cast.outcome, wins, ties, losses, seed)
        : new JudgedVote(cast.a, cast.b, cast.outcome, losses, ties, wins, seed);
  }

  /**
   * What was found at one level.
   *
   * @param byKind one of each kind
   */
  public record Report(Map<Kind, Found> byKind) {

    /** What was found among the judges of that kind. */
    public Found of(Kind kind) {
      return Objects.requireNonNull(byKind.get(kind));
    }
  }

  /** Checks every judge against all others, at this level. */
  public Report at(double alpha) {
    int[] all = new int[Kind.values().length];
    int[] flagged = new int[all.length];
    for (int number = 0; number < judges.size(); number++) {
      Judge judge = judges.get(number);
      all[judge.kind.ordinal()]++;
      flagged[judge.kind.ordinal()] += isFlagged(judge, number, alpha) ? 1 : 0;
    }
    Map<Kind, Found> found = new EnumMap<>(Kind.class);
    Arrays.stream(Kind.values())
        .forEach(kind -> found.put(kind, new Found(all[kind.ordinal()], flagged[kind.ordinal()])));
    return new Report(found);
  }

  private boolean isFlagged(Judge judge, int number, double alpha) {
    judge.votes.forEach(cast -> count(cast, -1));
    List<JudgedVote> votes = new ArrayList<>();
    for (Cast cast : judge.votes) {
      votes.add(judged(cast, 1_000_003L * number + votes.size()));
    }
    JudgeVerdict verdict = JudgeCheck.of(votes, forA, forB, alpha, number);
    judge.votes.forEach(cast -> count(cast, 1));
    return verdict instanceof JudgeVerdict.Checked checked && checked.flagged();
  }
}
