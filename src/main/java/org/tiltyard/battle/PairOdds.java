package org.tiltyard.battle;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;

/**
 * The exact probability of every pair, ready to be drawn from: a draw costs a binary search. Seats
 * are shuffled, so an ordered pair is half as likely as the pair.
 */
final class PairOdds {

  private final String policy;
  private final List<Contender> contenders;
  private final PairWeights probabilities;

  /** The sum of all probabilities up to a pair and including it, in the order of the pairs. */
  private final double[] upTo;

  private final Map<ModelId, Integer> positions = new HashMap<>();

  PairOdds(String policy, List<Contender> contenders, PairWeights weights) {
    this.policy = policy;
    this.contenders = List.copyOf(contenders);
    this.probabilities = weights;
    this.probabilities.normalise();
    this.upTo = probabilities.inOrder();
    for (int pair = 1; pair < upTo.length; pair++) {
      upTo[pair] += upTo[pair - 1];
    }
    for (int i = 0; i < contenders.size(); i++) {
      positions.put(contenders.get(i).id(), i);
    }
  }

  List<Contender> contenders() {
    return contenders;
  }

  /** Whether any pair can be drawn. */
  boolean any() {
    return total() > 0;
  }

  private double total() {
    return upTo.length == 0 ? 0 : upTo[upTo.length - 1];
  }

  /** The probability that the next battle is between two models, by positions, in any seats. */
  double ofPair(int i, int j) {
    return probabilities.get(i, j);
  }

  /** The probability that the next battle is with a model, by its position. */
  double ofModel(int i) {
    return probabilities.totalOf(i);
  }

  /** The probability that the next battle is with any of some models. */
  double withAny(BitSet some) {
    return probabilities.totalOf(some);
  }

  /** The probability of an ordered pair for somebody whose previous pair is known or not. */
  double propensity(Pair pair, @Nullable Pair last) {
    Integer a = positions.get(pair.a());
    Integer b = positions.get(pair.b());
    if (a == null || b == null || a.equals(b)) {
      return 0;
    }
    double excluded = excluded(last);
    if (excluded > 0 && last != null && pair.meets(last)) {
      return 0;
    }
    return probabilities.get(a, b) / (total() - excluded) / 2;
  }

  /** How likely the previous pair would be; 0 when it may come again, there being no other. */
  private double excluded(@Nullable Pair last) {
    if (last == null) {
      return 0;
    }
    Integer a = positions.get(last.a());
    Integer b = positions.get(last.b());
    if (a == null || b == null || a.equals(b)) {
      return 0;
    }
    double probability = probabilities.get(a, b);
    return isAllThereIs(probabilities.position(a, b)) ? 0 : probability;
  }

  private boolean isAllThereIs(int pair) {
    double before = pair == 0 ? 0 : upTo[pair - 1];
    return before <= 0 && upTo[pair] >= total();
  }

  /** Draws a pair and shuffles its seats; empty when no pair can be drawn. */
  Optional<Draw> draw(RandomGenerator random, @Nullable Pair last) {
    if (!any()) {
      return Optional.empty();
    }
    double excluded = excluded(last);
    int left = excluded > 0 && last != null ? position(last) : -1;
    int drawn = find(random.nextDouble() * (total() - excluded), left, excluded);
    int i = row(drawn);
    int j = drawn - probabilities.position(i, i + 1) + i + 1;
    ModelId one = contenders.get(i).id();
    ModelId other = contenders.get(j).id();
    Pair pair = random.nextBoolean() ? new Pair(one, other) : new Pair(other, one);
    return Optional.of(new Draw(pair, policy, propensity(pair, last)));
  }

  private int position(Pair pair) {
    return probabilities.position(
        positions.getOrDefault(pair.a(), 0), positions.getOrDefault(pair.b(), 0));
  }

  /** The first pair up to which the sum exceeds a value, one pair being left out. */
  private int find(double value, int leftOut, double itsProbability) {
    double sought =
        leftOut >= 0 && value >= upTo[leftOut] - itsProbability ? value + itsProbability : value;
    int low = 0;
    int high = upTo.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (upTo[middle] > sought) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    // Rounding can end at a pair that has no probability, or at the one left out.
    int found = low;
    while (found > 0 && !possible(found, leftOut)) {
      found--;
    }
    while (!possible(found, leftOut)) {
      found++;
    }
    return found;
  }

  private boolean possible(int pair, int leftOut) {
    return pair != leftOut && upTo[pair] > (pair == 0 ? 0 : upTo[pair - 1]);
  }

  /** The first model of a pair: rows get shorter by one each. */
  private int row(int pair) {
    int low = 0;
    int high = contenders.size() - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (probabilities.position(middle, middle + 1) <= pair) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Draws another model for a seat, as likely as its pairs with the model in the other seat are.
   *
   * @param tried models that can't be drawn
   * @param last the person's previous pair, which is not drawn where there is a choice
   */
  Optional<Draw> replace(
      RandomGenerator random, Pair pair, Seat seat, Set<ModelId> tried, @Nullable Pair last) {
    ModelId staying = seat == Seat.A ? pair.b() : pair.a();
    double[] weights = weightsAgainst(staying, tried);
    double total = java.util.Arrays.stream(weights).sum();
    Integer again = last == null ? null : positions.get(rival(last, staying));
    if (again != null && weights[again] < total) {
      total -= weights[again];
      weights[again] = 0;
    }
    double left = random.nextDouble() * total;
    int drawn = -1;
    for (int i = 0; i < weights.length && (left >= 0 || drawn < 0); i++) {
      if (weights[i] > 0) {
        drawn = i;
        left -= weights[i];
      }
    }
    if (drawn < 0) {
      return Optional.empty();
    }
    ModelId model = contenders.get(drawn).id();
    Pair replaced = seat == Seat.A ? new Pair(model, staying) : new Pair(staying, model);
    return Optional.of(new Draw(replaced, policy, weights[drawn] / total));
  }

  private double[] weightsAgainst(ModelId staying, Set<ModelId> tried) {
    double[] weights = new double[contenders.size()];
    Integer row = positions.get(staying);
    for (int i = 0; i < weights.length && row != null; i++) {
      boolean left = i != row && !tried.contains(contenders.get(i).id());
      weights[i] = left ? probabilities.get(row, i) : 0;
    }
    return weights;
  }

  private static @Nullable ModelId rival(Pair pair, ModelId model) {
    if (pair.a().equals(model)) {
      return pair.b();
    }
    return pair.b().equals(model) ? pair.a() : null;
  }
}
