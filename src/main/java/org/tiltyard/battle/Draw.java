package org.tiltyard.battle;

/**
 * What a policy drew.
 *
 * @param policy its name
 * @param propensity the probability, in (0, 1], with which it draws this ordered pair in this
 *     situation; for a replacement, given the seat that stayed
 */
record Draw(Pair pair, String policy, double propensity) {}
