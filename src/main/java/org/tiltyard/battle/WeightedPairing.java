package org.tiltyard.battle;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tiltyard.models.Contender;

/**
 * A pair is as likely as the product of its models' weights and boosts says; then targets are met.
 */
@Component
class WeightedPairing implements PairingPolicy {

  /** Targets pull at each other; each round brings all of them closer. */
  private static final int ROUNDS = 200;

  private static final double CLOSE = 1e-12;

  @Override
  public String name() {
    return "weighted";
  }

  @Override
  public PairWeights weigh(PairingSituation situation) {
    double[] factors = factors(situation);
    PairWeights weights = new PairWeights(factors.length);
    for (int i = 0; i < factors.length; i++) {
      for (int j = i + 1; j < factors.length; j++) {
        weights.set(i, j, situation.open().get(i, j) * factors[i] * factors[j]);
      }
    }
    meet(situation.settings().targets(), situation.contenders(), weights);
    return weights;
  }

  /** What each model counts for: its weight, times the boosts that hold now. */
  static double[] factors(PairingSituation situation) {
    Instant now = situation.now();
    List<Boost> boosts =
        situation.settings().boosts().stream()
            .map(Boost::of)
            .filter(boost -> boost.holds(now))
            .toList();
    double[] factors = new double[situation.contenders().size()];
    for (int i = 0; i < factors.length; i++) {
      Contender contender = situation.contenders().get(i);
      factors[i] = contender.weight();
      for (Boost boost : boosts) {
        factors[i] *= boost.models().matches(contender) ? boost.factor() : 1;
      }
    }
    return factors;
  }

  /** Iterative proportional fitting; comes as close as can be where not all can be met. */
  private static void meet(List<String> lines, List<Contender> contenders, PairWeights weights) {
    List<Target> targets = lines.stream().map(Target::of).toList();
    List<BitSet> models =
        targets.stream().map(target -> target.models().matching(contenders)).toList();
    double off = targets.isEmpty() ? 0 : 1;
    for (int round = 0; round < ROUNDS && off > CLOSE; round++) {
      off = 0;
      for (int i = 0; i < targets.size(); i++) {
        double share = weights.totalOf(models.get(i)) / weights.total();
        off = Math.max(off, Math.abs(share - targets.get(i).share()));
        weights.giveShare(models.get(i), targets.get(i).share());
      }
    }
  }
}
