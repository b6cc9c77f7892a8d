package org.tiltyard.schema;

import java.util.List;

/**
 * A row of {@link Schema#MT_BENCH}.
 *
 * @param questionId a number in JSON where it is written as one; Parquet has numbers only, see
 *     {@link #number}
 * @param turn how many turns were judged: 1 or 2
 */
public record MtBenchRow(
    String questionId,
    String modelA,
    String modelB,
    String winner,
    Judge judge,
    List<Message> conversationA,
    List<Message> conversationB,
    long turn,
    Extra extra)
    implements Row {

  /**
   * Who judged: one name ({@code expert_3}), or a model with its method ({@code ["gpt-4",
   * "pair-v2"]}).
   *
   * @param several whether it is a list in JSON
   */
  public record Judge(List<String> names, boolean several) {

    public Judge {
      names = List.copyOf(names);
    }

    /** A single name. */
    public static Judge named(String name) {
      return new Judge(List.of(name), false);
    }

    /** The name, or the names with commas. */
    @Override
    public String toString() {
      return String.join(",", names);
    }
  }

  @Override
  public Schema schema() {
    return Schema.MT_BENCH;
  }

  /** The same question is judged many times, each judge once for a pair and turn. */
  @Override
  public String key() {
    return String.join("/", questionId, modelA, modelB, judge.toString(), Long.toString(turn));
  }

  /** The id as a number; ids that aren't numbers give the first 52 bits of their SHA-256. */
  public long number() {
    return number(questionId);
  }

  static long number(String id) {
    return Numbers.isWhole(id) ? Long.parseLong(id) : Hashes.number(id);
  }
}
