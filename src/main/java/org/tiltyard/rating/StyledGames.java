package org.tiltyard.rating;

import java.util.Arrays;
import java.util.Objects;

/**
 * Games, each with how the two answers differ in style: (a - b) / (a + b + 1) for each feature.
 * They are kept one by one, as columns, because hardly two differ alike.
 */
public final class StyledGames {

  private static final int ROOM = 16;

  private final int players;
  private final int features;
  private int games;
  private int[] first = new int[ROOM];
  private int[] second = new int[ROOM];
  private double[] scores = new double[ROOM];
  private double[] weights = new double[ROOM];
  private double[] differences;

  /** Begins with no games. */
  public StyledGames(int players, int features) {
    this.players = players;
    this.features = features;
    this.differences = new double[ROOM * features];
  }

  /**
   * Adds a game. One of a player against itself is left out.
   *
   * @param stylesOfA what was counted in the first answer, such as tokens, headers, lists, bold: 0
   *     and more
   * @param stylesOfB the same of the second
   * @param weight more than 0; 1 unless games are reweighted
   */
  public void add(
      int a, int b, Outcome outcome, double[] stylesOfA, double[] stylesOfB, double weight) {
    Objects.checkIndex(a, players);
    Objects.checkIndex(b, players);
    if (stylesOfA.length != features || stylesOfB.length != features || !(weight > 0)) {
      throw new IllegalArgumentException(
          "other features than %d, or no weight".formatted(features));
    }
    if (a == b) {
      return;
    }
    makeRoom();
    first[games] = a;
    second[games] = b;
    weights[games] = weight;
    scores[games] =
        switch (outcome) {
          case WIN -> 1;
          case LOSS -> 0;
          case TIE -> 0.5;
        };
    for (int feature = 0; feature < features; feature++) {
      double sum = stylesOfA[feature] + stylesOfB[feature];
      differences[games * features + feature] =
          (stylesOfA[feature] - stylesOfB[feature]) / (sum + 1);
    }
    games++;
  }

  private void makeRoom() {
    if (games == first.length) {
      int larger = 2 * games;
      first = Arrays.copyOf(first, larger);
      second = Arrays.copyOf(second, larger);
      scores = Arrays.copyOf(scores, larger);
      weights = Arrays.copyOf(weights, larger);
      differences = Arrays.copyOf(differences, larger * features);
    }
  }

  int players() {
    return players;
  }

  int features() {
    return features;
  }

  /** How many games there are. */
  public int games() {
    return games;
  }

  int first(int game) {
    return first[game];
  }

  int second(int game) {
    return second[game];
  }

  double score(int game) {
    return scores[game];
  }

  double weight(int game) {
    return weights[game];
  }

  double difference(int game, int feature) {
    return differences[game * features + feature];
  }

  /** The games without their styles; outcomes only, weights left out. */
  Comparisons plain() {
    Comparisons.Counter counter = new Comparisons.Counter(players);
    for (int game = 0; game < games; game++) {
      Outcome outcome =
          scores[game] == 0.5 ? Outcome.TIE : scores[game] == 1 ? Outcome.WIN : Outcome.LOSS;
      counter.add(first[game], second[game], outcome);
    }
    return counter.count();
  }

  /**
   * The root of the mean square of a feature's differences. Their mean is 0, because a game says
   * the same with its sides exchanged.
   */
  double deviation(int feature) {
    double squares = 0;
    for (int game = 0; game < games; game++) {
      squares += difference(game, feature) * difference(game, feature);
    }
    return games == 0 ? 0 : Math.sqrt(squares / games);
  }
}
