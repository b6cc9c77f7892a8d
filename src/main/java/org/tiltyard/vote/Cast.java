package org.tiltyard.vote;

import org.tiltyard.battle.BattleId;
import org.tiltyard.limits.Claim;

/**
 * Somebody casts a vote on a battle.
 *
 * @param claim what the vote takes from limits, if it is a new one
 */
record Cast(BattleId battle, Judge judge, Ballot ballot, Claim claim) {}
