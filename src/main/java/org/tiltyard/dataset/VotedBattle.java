package org.tiltyard.dataset;

import java.time.Instant;
import java.util.List;

/**
 * One vote with all that was said, as schemas are written from it.
 *
 * @param questionId 32 hex digits
 * @param judge the N of {@code arena_user_N}
 * @param language English name, or {@code unknown}
 * @param turns in order, with the answers that counted; those carried over from an earlier battle
 *     come first
 * @param prompts how many of the turns are this battle's own
 */
record VotedBattle(
    String questionId,
    String modelA,
    String modelB,
    String winner,
    int judge,
    List<Turn> turns,
    int prompts,
    boolean anonymous,
    String language,
    Instant votedAt) {

  /** One prompt and both answers. */
  record Turn(String prompt, String answerA, String answerB) {}
}
