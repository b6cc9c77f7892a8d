package org.tiltyard.integrity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tiltyard.integrity.JudgeRecords.Ballot;
import org.tiltyard.rating.JudgedVote;
import org.tiltyard.rating.Outcome;

/** How often all judges voted how on each pair, and for which seat. Models are numbers here. */
final class History {

  /** Two models, the lower number first. */
  private record Pair(int first, int second) {

    static Pair of(int a, int b) {
      return new Pair(Math.min(a, b), Math.max(a, b));
    }
  }

  private final Map<Pair, long[]> counts;
  private final Map<String, Integer> numbers;
  private long forA;
  private long forB;

  History() {
    this(new HashMap<>(), new HashMap<>(), 0, 0);
  }

  private History(Map<Pair, long[]> counts, Map<String, Integer> numbers, long forA, long forB) {
    this.counts = counts;
    this.numbers = numbers;
    this.forA = forA;
    this.forB = forB;
  }

  /** Counts so many votes of one outcome, seen from seat A. */
  void add(String modelA, String modelB, Outcome outcome, long votes) {
    int a = number(modelA);
    int b = number(modelB);
    long[] pair = counts.computeIfAbsent(Pair.of(a, b), unseen -> new long[3]);
    pair[place(a, b, outcome)] += votes;
    forA += outcome == Outcome.WIN ? votes : 0;
    forB += outcome == Outcome.LOSS ? votes : 0;
  }

  private int number(String model) {
    return numbers.computeIfAbsent(model, unseen -> numbers.size());
  }

  /** Wins of the first, ties, wins of the second. */
  private static int place(int a, int b, Outcome outcome) {
    if (outcome == Outcome.TIE) {
      return 1;
    }
    return (outcome == Outcome.WIN) == (a <= b) ? 0 : 2;
  }

  /** What the others said: without a judge's own votes, where they are among these. */
  History without(List<Ballot> own) {
    Map<Pair, long[]> others = new HashMap<>();
    long[] seats = {forA, forB};
    for (Ballot ballot : own) {
      int a = number(ballot.modelA());
      int b = number(ballot.modelB());
      Pair pair = Pair.of(a, b);
      long[] of =
          others.computeIfAbsent(pair, unseen -> counts.getOrDefault(pair, new long[3]).clone());
      int place = place(a, b, ballot.outcome());
      // Votes that came in since the counts were read are in none of them.
      of[place] = Math.max(0, of[place] - 1);
      if (ballot.outcome() != Outcome.TIE) {
        int seat = ballot.outcome() == Outcome.WIN ? 0 : 1;
        seats[seat] = Math.max(0, seats[seat] - 1);
      }
    }
    return new History(others, numbers, seats[0], seats[1]);
  }

  /** The id of the model that has this number. */
  String model(int number) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** A judge's vote beside what this history says of its pair. */
  JudgedVote judged(Ballot ballot) {
    int a = number(ballot.modelA());
    int b = number(ballot.modelB());
    long[] pair = counts.getOrDefault(Pair.of(a, b), new long[3]);
    return new JudgedVote(
        a,
        b,
        ballot.outcome(),
        pair[a <= b ? 0 : 2],
        pair[1],
        pair[a <= b ? 2 : 0],
        Long.parseUnsignedLong(ballot.battle().substring(0, 16), 16));
  }

  long forA() {
    return forA;
  }

  long forB() {
    return forB;
  }
}
