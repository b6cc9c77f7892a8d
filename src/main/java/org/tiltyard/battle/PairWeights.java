package org.tiltyard.battle;

import java.util.BitSet;

/** A number, 0 or more, for each two of n models, whoever is named first. */
final class PairWeights {

  private final int models;
  private final double[] values;

  PairWeights(int models) {
    this.models = models;
    this.values = new double[models * (models - 1) / 2];
  }

  int models() {
    return models;
  }

  double get(int i, int j) {
    return values[position(i, j)];
  }

  void set(int i, int j, double value) {
    values[position(i, j)] = value;
  }

  /** Where a pair stands in the order (0, 1), (0, 2), …, (1, 2), …. */
  int position(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return rowStart(low) + high - low - 1;
  }

  private int rowStart(int row) {
    return row * (2 * models - row - 1) / 2;
  }

  /** The weights in that order. */
  double[] inOrder() {
    return values.clone();
  }

  double total() {
    double total = 0;
    for (double value : values) {
      total += value;
    }
    return total;
  }

  /** The sum over the pairs that one model is in. */
  double totalOf(int model) {
    double total = 0;
    for (int other = 0; other < models; other++) {
      total += other == model ? 0 : get(model, other);
    }
    return total;
  }

  /** The sum over the pairs that any of some models is in. */
  double totalOf(BitSet some) {
    double total = 0;
    for (int i = 0; i < models; i++) {
      for (int j = i + 1; j < models; j++) {
        total += some.get(i) || some.get(j) ? get(i, j) : 0;
      }
    }
    return total;
  }

  /** Makes the weights add up to 1, unless all are 0. */
  void normalise() {
    double total = total();
    if (total > 0) {
      for (int position = 0; position < values.length; position++) {
        values[position] /= total;
      }
    }
  }

  /**
   * Gives the pairs that any of some models is in a share of the total. Within either kind of pairs
   * the proportions stay. Where only one kind has weight there is nothing to share.
   *
   * @param share from 0 to 1
   */
  void giveShare(BitSet some, double share) {
    double with = totalOf(some);
    double without = total() - with;
    if (with <= 0 || without <= 0) {
      return;
    }
    for (int i = 0; i < models; i++) {
      for (int j = i + 1; j < models; j++) {
        boolean in = some.get(i) || some.get(j);
        set(i, j, get(i, j) * (in ? share / with : (1 - share) / without));
      }
    }
  }
}
