package org.tiltyard.vote;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody voted as they did, per seat; optional.
 *
 * @param a keys for the answer on the left
 */
record Reasons(@Nullable List<String> a, @Nullable List<String> b) {

  /**
   * The keys that every arena has; they never change, because datasets hold them. In the order in
   * which they are shown: what speaks for an answer before what speaks against it.
   */
  static final List<String> RESERVED =
      List.of(
          "useful",
          "complete",
          "creative",
          "clear-formatting",
          "incorrect",
          "superficial",
          "instructions-not-followed");

  static final Reasons NONE = new Reasons(List.of(), List.of());

  Reasons {
    a = a == null ? List.of() : a.stream().distinct().sorted().toList();
    b = b == null ? List.of() : b.stream().distinct().sorted().toList();
  }

  boolean all(Set<String> known) {
    return known.containsAll(a()) && known.containsAll(b());
  }

  @Override
  public List<String> a() {
    return a == null ? List.of() : a;
  }

  @Override
  public List<String> b() {
    return b == null ? List.of() : b;
  }
}
