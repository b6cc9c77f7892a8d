package org.tiltyard.battle;

/** Decides how likely each pair is. */
interface PairingPolicy {

  /** What is stored with every draw. */
  String name();

  /** The weight of each pair, relative to the others; 0 for pairs that may not meet. */
  PairWeights weigh(PairingSituation situation);
}
