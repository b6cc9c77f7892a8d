package org.tiltyard.leaderboard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tiltyard.rating.Comparisons;

/**
 * The numbers of a board, without names. Never changed once made.
 *
 * @param models ids, in ascending order; a model's place here is its number everywhere else
 * @param numbers the places, by id
 * @param games what the strengths were fitted to
 * @param wins by the numbers of winner and loser
 * @param ties by both numbers, either way
 * @param leftOut votes that don't count, by the reason, the most first
 */
record Worked(
    List<String> models,
    Map<String, Integer> numbers,
    Comparisons games,
    Strengths strengths,
    long[][] wins,
    long[][] ties,
    Map<String, Long> leftOut,
    @Nullable StyleResult style) {

  long wins(int model) {
    long sum = 0;
    for (long one : wins[model]) {
      sum += one;
    }
    return sum;
  }

  long losses(int model) {
    long sum = 0;
    for (long[] of : wins) {
      sum += of[model];
    }
    return sum;
  }

  long ties(int model) {
    long sum = 0;
    for (long one : ties[model]) {
      sum += one;
    }
    return sum;
  }

  long votes() {
    long votes = allTies();
    for (int model = 0; model < models.size(); model++) {
      votes += wins(model);
    }
    return votes;
  }

  long allTies() {
    long twice = 0;
    for (int model = 0; model < models.size(); model++) {
      twice += ties(model);
    }
    return twice / 2;
  }
}
