package org.tiltyard.battle;

import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelId;
import org.tiltyard.rating.WinMatrix;

/**
 * Draws where one more vote tells most: a pair is as likely as the standard error of its mean score
 * would shrink (Chatbot Arena, arXiv 2403.04132, section 5). A floor of uniform draws keeps every
 * pair possible.
 */
@Component
class AdaptivePairing implements PairingPolicy {

  @Override
  public String name() {
    return "adaptive";
  }

  @Override
  public PairWeights weigh(PairingSituation situation) {
    int models = situation.contenders().size();
    PairWeights gains = new PairWeights(models);
    for (int i = 0; i < models; i++) {
      ModelId one = situation.contenders().get(i).id();
      for (int j = i + 1; j < models; j++) {
        if (situation.open().get(i, j) > 0) {
          gains.set(i, j, gain(situation.tallies().of(one, situation.contenders().get(j).id())));
        }
      }
    }
    return mixed(gains, situation.open(), situation.settings().explore());
  }

  private static double gain(PairTallies.Tally tally) {
    double variance = WinMatrix.variance(tally.wins(), tally.losses(), tally.ties());
    return WinMatrix.gain(variance, tally.games());
  }

  private static PairWeights mixed(PairWeights gains, PairWeights open, double floor) {
    double allGains = gains.total();
    double pairs = open.total();
    if (pairs > 0) {
      for (int i = 0; i < gains.models(); i++) {
        for (int j = i + 1; j < gains.models(); j++) {
          double gain = gains.get(i, j) / allGains;
          gains.set(i, j, (1 - floor) * gain + floor * open.get(i, j) / pairs);
        }
      }
    }
    return gains;
  }
}
