package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Contender;

/**
 * What the next draws would look like, exactly, for somebody whose previous pair is none of the
 * listed ones.
 *
 * @param rows every model, the most often drawn first
 * @param heat pairs of those that are drawn most
 * @param leftOut how many models the table of pairs leaves out
 * @param targets what became of each target, where the policy has any
 */
record PairingPreview(
    List<Row> rows, List<HeatRow> heat, int leftOut, List<TargetResult> targets, boolean any) {

  /** A table of more is no longer read. */
  private static final int MOST_IN_TABLE = 24;

  private static final int HEATS = 8;

  /** Why a model is never drawn. */
  enum Reason {
    /** Rules and groups let it meet nobody. */
    RULES,
    /** Its own weight or boost is 0. */
    WEIGHT,
    /** Everybody it may meet has a weight of 0. */
    RIVALS,
    /** Targets or the share of newcomers leave it nothing. */
    SHARES
  }

  /**
   * One model.
   *
   * @param share of battles that it is in, 0 to 1
   * @param never why the share is 0; null when it is not
   */
  record Row(
      String name,
      double weight,
      @Nullable String group,
      long votes,
      double share,
      @Nullable Reason never) {

    /** How many of a thousand battles it would be in. */
    public double inThousand() {
      return share * 1000;
    }
  }

  /** One model against each of the others, in the same order. */
  record HeatRow(String name, List<HeatCell> cells) {}

  /**
   * One pair.
   *
   * @param heat from 0, never, to 8, as often as the most frequent pair
   * @param self a model against itself, which is no pair
   */
  record HeatCell(String rival, double probability, int heat, boolean self) {

    /** How many of a thousand battles it would be, rounded unless it is less than one. */
    public String inThousand() {
      double expected = probability * 1000;
      if (expected == 0) {
        return "0";
      }
      return expected < 1 ? "<1" : String.valueOf(Math.round(expected));
    }
  }

  /**
   * What became of a target.
   *
   * @param models how many it names
   * @param share what they get, 0 to 1
   */
  record TargetResult(String line, int models, double wanted, double share) {

    /** Whether it is missed by more than rounding. */
    public boolean missed() {
      return Math.abs(wanted - share) > 0.0005;
    }
  }

  /** The models that are never drawn. */
  public List<Row> never() {
    return rows.stream().filter(row -> row.never != null).toList();
  }

  static PairingPreview of(PairingSituation situation, PairOdds odds) {
    List<Contender> contenders = situation.contenders();
    List<Integer> order =
        IntStream.range(0, contenders.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -odds.ofModel(i)))
            .toList();
    List<Row> rows = order.stream().map(i -> row(i, situation, odds)).toList();
    List<Integer> shown = order.stream().limit(MOST_IN_TABLE).toList();
    return new PairingPreview(
        rows,
        heat(shown, contenders, odds),
        contenders.size() - shown.size(),
        targets(situation, odds),
        odds.any());
  }

  private static Row row(int i, PairingSituation situation, PairOdds odds) {
    Contender model = situation.contenders().get(i);
    double share = Math.min(1, odds.ofModel(i));
    return new Row(
        model.name(),
        model.weight(),
        model.group(),
        situation.tallies().votes(model.id()),
        share,
        share > 0 ? null : reason(i, situation));
  }

  private static Reason reason(int i, PairingSituation situation) {
    if (situation.open().totalOf(i) == 0) {
      return Reason.RULES;
    }
    if (situation.settings().policy() == PairingSettings.Policy.WEIGHTED) {
      double[] factors = WeightedPairing.factors(situation);
      if (factors[i] == 0) {
        return Reason.WEIGHT;
      }
      boolean rivals =
          IntStream.range(0, factors.length)
              .anyMatch(j -> j != i && situation.open().get(i, j) > 0 && factors[j] > 0);
      if (!rivals) {
        return Reason.RIVALS;
      }
    }
    return Reason.SHARES;
  }

  private static List<HeatRow> heat(
      List<Integer> shown, List<Contender> contenders, PairOdds odds) {
    double most = 0;
    for (int i : shown) {
      for (int j : shown) {
        most = Math.max(most, i == j ? 0 : odds.ofPair(i, j));
      }
    }
    List<HeatRow> table = new ArrayList<>();
    for (int i : shown) {
      List<HeatCell> cells = new ArrayList<>();
      for (int j : shown) {
        double probability = i == j ? 0 : odds.ofPair(i, j);
        int heat = probability == 0 ? 0 : (int) Math.ceil(HEATS * probability / most);
        cells.add(new HeatCell(contenders.get(j).name(), probability, heat, i == j));
      }
      table.add(new HeatRow(contenders.get(i).name(), cells));
    }
    return table;
  }

  private static List<TargetResult> targets(PairingSituation situation, PairOdds odds) {
    if (situation.settings().policy() != PairingSettings.Policy.WEIGHTED) {
      return List.of();
    }
    return situation.settings().targets().stream()
        .map(line -> {
          Target target = Target.of(line);
          var models = target.models().matching(situation.contenders());
          return new TargetResult(line, models.cardinality(), target.share(), odds.withAny(models));
        })
        .toList();
  }
}
