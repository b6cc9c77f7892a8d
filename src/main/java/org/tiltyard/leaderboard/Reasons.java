package org.tiltyard.leaderboard;

import java.util.Set;
import org.tiltyard.integrity.Standings;

/** Why votes don't count. */
final class Reasons {

  private static final Set<String> FINAL =
      Set.of(Truth.WITHDRAWN, Standings.EXCLUDED, Standings.BANNED);

  private Reasons() {}

  /** Whether such votes count on no board, also not on those that let flagged votes in. */
  static boolean isFinal(String reason) {
    return FINAL.contains(reason);
  }
}
