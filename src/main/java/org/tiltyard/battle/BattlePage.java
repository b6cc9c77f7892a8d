package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A battle as its page shows it. Nothing in it can be computed from which model answers, until
 * there is an outcome.
 *
 * @param live an answer is being written
 * @param canVote both seats have settled with text to judge, and no vote stands
 * @param canAsk a further prompt may be sent
 */
record BattlePage(
    String id,
    String mode,
    boolean live,
    boolean canVote,
    boolean canAsk,
    List<TurnPage> turns,
    @Nullable Outcome outcome) {

  /** One prompt and both answers. */
  record TurnPage(int number, String prompt, boolean last, AnswerPage a, AnswerPage b) {}

  /**
   * One answer.
   *
   * @param state an {@link AnswerState} word
   * @param kind why it failed
   * @param html the answer, sanitised
   * @param reasoningHtml null when there is none, or when it would tell the seats apart
   * @param canRetry it may be written anew
   */
  record AnswerPage(
      String seat,
      String state,
      @Nullable String kind,
      String html,
      @Nullable String reasoningHtml,
      boolean canRetry,
      boolean hasText) {}
}
