package org.tiltyard.battle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.ModelId;

/** The verdicts on every pair so far. Never changes once made. */
final class PairTallies {

  static final PairTallies NONE = new PairTallies(Map.of());

  private record Key(ModelId smaller, ModelId larger) {}

  private final Map<Key, Tally> tallies;
  private final Map<ModelId, Long> votes = new HashMap<>();

  /** What became of a pair's battles; wins are those of the smaller id. */
  record Tally(long wins, long losses, long ties) {

    private static final Tally EMPTY = new Tally(0, 0, 0);

    long games() {
      return wins + losses + ties;
    }

    private Tally plus(Tally other) {
      return new Tally(wins + other.wins, losses + other.losses, ties + other.ties);
    }
  }

  private PairTallies(Map<Key, Tally> tallies) {
    this.tallies = tallies;
    tallies.forEach((pair, tally) -> {
      votes.merge(pair.smaller, tally.games(), Long::sum);
      votes.merge(pair.larger, tally.games(), Long::sum);
    });
  }

  PairTallies plus(List<PairCount> counts) {
    if (counts.isEmpty()) {
      return this;
    }
    Map<Key, Tally> sum = new HashMap<>(tallies);
    for (PairCount count : counts) {
      boolean inOrder = count.a().value().compareTo(count.b().value()) < 0;
      Key key = inOrder ? new Key(count.a(), count.b()) : new Key(count.b(), count.a());
      Tally tally =
          inOrder
              ? new Tally(count.winsOfA(), count.winsOfB(), count.ties())
              : new Tally(count.winsOfB(), count.winsOfA(), count.ties());
      sum.merge(key, tally, Tally::plus);
    }
    return new PairTallies(sum);
  }

  Tally of(ModelId a, ModelId b) {
    boolean inOrder = a.value().compareTo(b.value()) < 0;
    Tally tally = tallies.get(inOrder ? new Key(a, b) : new Key(b, a));
    return tally == null ? Tally.EMPTY : tally;
  }

  /** How many votes there are on battles that the model was in. */
  long votes(ModelId model) {
    return votes.getOrDefault(model, 0L);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PairTallies that && tallies.equals(that.tallies);
  }

  @Override
  public int hashCode() {
    return tallies.hashCode();
  }
}
