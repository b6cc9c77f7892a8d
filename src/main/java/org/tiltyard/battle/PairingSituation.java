package org.tiltyard.battle;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.tiltyard.models.Contender;

/**
 * All that a policy may take into account.
 *
 * @param open 1 for pairs that may meet, 0 for those that may not
 */
record PairingSituation(
    List<Contender> contenders,
    PairWeights open,
    PairingSettings settings,
    PairTallies tallies,
    Instant now) {

  static PairingSituation of(
      List<Contender> contenders, PairingSettings settings, PairTallies tallies, Instant now) {
    return new PairingSituation(contenders, open(contenders, settings), settings, tallies, now);
  }

  private static PairWeights open(List<Contender> contenders, PairingSettings settings) {
    List<Meeting.Sides> only = sides(settings.onlyMeet(), contenders);
    List<Meeting.Sides> never = sides(settings.neverMeet(), contenders);
    PairWeights open = new PairWeights(contenders.size());
    for (int i = 0; i < contenders.size(); i++) {
      for (int j = i + 1; j < contenders.size(); j++) {
        boolean may =
            !sameGroup(contenders.get(i), contenders.get(j))
                && !anyJoins(never, i, j)
                && (anyJoins(only, i, j) || (!anyHas(only, i) && !anyHas(only, j)));
        open.set(i, j, may ? 1 : 0);
      }
    }
    return open;
  }

  private static List<Meeting.Sides> sides(List<String> lines, List<Contender> contenders) {
    return lines.stream().map(line -> Meeting.of(line).among(contenders)).toList();
  }

  private static boolean sameGroup(Contender a, Contender b) {
    return a.group() != null && Objects.equals(a.group(), b.group());
  }

  private static boolean anyJoins(List<Meeting.Sides> meetings, int i, int j) {
    for (Meeting.Sides sides : meetings) {
      if (sides.join(i, j)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyHas(List<Meeting.Sides> meetings, int model) {
    for (Meeting.Sides sides : meetings) {
      if (sides.has(model)) {
        return true;
      }
    }
    return false;
  }
}
