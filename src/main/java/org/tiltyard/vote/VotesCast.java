package org.tiltyard.vote;

import java.time.Instant;
import java.util.List;
import org.tiltyard.battle.BattleId;
import org.tiltyard.identity.NetworkId;

/** Votes were cast. Published inside their transaction. */
public record VotesCast(List<One> votes) {

  /** One of them, and where it came from. */
  public record One(BattleId battle, NetworkId network, Instant at) {}

  /** The same votes, never changed. */
  public VotesCast {
    votes = List.copyOf(votes);
  }
}
