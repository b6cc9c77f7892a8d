package org.tiltyard.leaderboard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vote as boards see it.
 *
 * @param conversation the id of the battle or of the imported row
 * @param modelA of seat a
 * @param outcome in the words of datasets
 * @param votedAt null for imported ones that don't say
 * @param traits everything by which cells are told apart
 * @param propensity the probability with which the pair was drawn; null if it wasn't
 * @param style null until it has been measured
 */
record Fact(
    String conversation,
    String modelA,
    String modelB,
    String outcome,
    @Nullable Instant votedAt,
    Traits traits,
    @Nullable Double propensity,
    @Nullable Styles style) {

  /**
   * What boards filter by.
   *
   * @param source {@code own}, {@code imported} or {@code demo}
   * @param mode {@code anonymous} or {@code side-by-side}
   * @param group who judged: a role, {@code visitor}, or {@code imported}
   * @param leftOut why the vote doesn't count; empty if it does
   */
  record Traits(
      String source,
      String mode,
      String group,
      String language,
      boolean coding,
      boolean math,
      boolean longPrompt,
      boolean multiTurn,
      boolean instructions,
      String leftOut) {}

  /** Counts over all answers of each seat: tokens, headers, lists, bold. */
  record Styles(
      int tokensA,
      int tokensB,
      long headersA,
      long headersB,
      long listsA,
      long listsB,
      long boldA,
      long boldB) {}

  /** The cell that the vote is counted in. */
  Cell cell() {
    boolean inOrder = modelA.compareTo(modelB) <= 0;
    return inOrder ? new Cell(modelA, modelB, traits) : new Cell(modelB, modelA, traits);
  }

  /** What it adds to its cell. */
  Cell.Count count() {
    boolean inOrder = modelA.compareTo(modelB) <= 0;
    return switch (outcome) {
      case "model_a" -> inOrder ? Cell.Count.WIN : Cell.Count.LOSS;
      case "model_b" -> inOrder ? Cell.Count.LOSS : Cell.Count.WIN;
      case "tie" -> Cell.Count.TIE;
      default -> Cell.Count.BOTH_BAD;
    };
  }
}
