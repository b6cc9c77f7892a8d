package org.tiltyard.battle;

import java.util.BitSet;
import java.util.List;
import org.tiltyard.models.Contender;

/** Some models against some others: {@code llama-* vs gpt-*}. */
record Meeting(ModelPattern some, ModelPattern others) {

  /**
   * @throws IllegalArgumentException with plain words when the line names no two sides
   */
  static Meeting of(String line) {
    String[] sides = line.strip().split("\\s+vs\\.?\\s+", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException("has to look like “llama-* vs gpt-*”");
    }
    return new Meeting(ModelPattern.of(sides[0]), ModelPattern.of(sides[1]));
  }

  Sides among(List<Contender> models) {
    return new Sides(some.matching(models), others.matching(models));
  }

  /** Who is on which side, by positions; a model may be on both. */
  record Sides(BitSet some, BitSet others) {

    boolean has(int model) {
      return some.get(model) || others.get(model);
    }

    boolean join(int i, int j) {
      return (some.get(i) && others.get(j)) || (some.get(j) && others.get(i));
    }
  }
}
