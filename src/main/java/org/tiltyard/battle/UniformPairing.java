package org.tiltyard.battle;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;

/** Every ordered pair is as likely as any other. */
@Component
class UniformPairing implements PairingPolicy {

  private static final String NAME = "uniform";

  private final RandomGenerator random;

  UniformPairing() {
    this(new SecureRandom());
  }

  UniformPairing(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Draw draw(List<Contender> contenders, @Nullable Pair last) {
    List<Pair> possible = new ArrayList<>();
    for (Contender a : contenders) {
      for (Contender b : contenders) {
        Pair pair = new Pair(a.id(), b.id());
        if (!a.id().equals(b.id()) && !repeats(pair, last, contenders.size())) {
          possible.add(pair);
        }
      }
    }
    Pair drawn = possible.get(random.nextInt(possible.size()));
    return new Draw(drawn, NAME, 1.0 / possible.size());
  }

  @Override
  public Optional<Draw> replace(
      Pair pair, Seat seat, List<Contender> contenders, Set<ModelId> tried) {
    List<ModelId> left =
        contenders.stream().map(Contender::id).filter(model -> !tried.contains(model)).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    ModelId drawn = left.get(random.nextInt(left.size()));
    Pair replaced = seat == Seat.A ? new Pair(drawn, pair.b()) : new Pair(pair.a(), drawn);
    return Optional.of(new Draw(replaced, NAME, 1.0 / left.size()));
  }

  /** With two contenders there is only one pair to meet, so it may. */
  private static boolean repeats(Pair pair, @Nullable Pair last, int contenders) {
    return contenders > 2 && last != null && pair.meets(last);
  }
}
