package org.tiltyard.battle;

import org.springframework.stereotype.Component;

/** Every pair that may meet is as likely as any other. */
@Component
class UniformPairing implements PairingPolicy {

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public PairWeights weigh(PairingSituation situation) {
    return situation.open();
  }
}
