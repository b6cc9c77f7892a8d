package org.tiltyard.battle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A battle as its page shows it. Nothing in it can be computed from which model answers, unless
 * there is a lineup.
 *
 * @param opened false for one that only comes about with its first prompt
 * @param live an answer is being written
 * @param canVote both seats have settled with text to judge, and no vote stands
 * @param canAsk a further prompt may be sent
 * @param full it has as many turns as a battle may have
 * @param newRound where the next one of its kind begins
 * @param canContinue the same two may meet again with their names shown
 * @param carried the turns of the battles that this one carries on
 * @param lineup who sits where, where that may be known
 */
record BattlePage(
    String id,
    String mode,
    boolean opened,
    boolean live,
    boolean canVote,
    boolean canAsk,
    boolean full,
    String newRound,
    boolean canContinue,
    List<TurnPage> carried,
    List<TurnPage> turns,
    @Nullable Lineup lineup,
    @Nullable Outcome outcome) {

  /** What it is about: its first prompt, or the first one that it is to carry on. */
  public String title() {
    return (turns.isEmpty() ? carried : turns).getFirst().prompt();
  }

  /**
   * One prompt and its answers.
   *
   * @param battle the battle that it belongs to, which another one may show as carried on
   * @param b null in a direct battle
   * @param feedback what was said of the answer in a direct battle
   */
  record TurnPage(
      String battle,
      int number,
      String prompt,
      AnswerPage a,
      @Nullable AnswerPage b,
      @Nullable Feedback feedback) {}

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
