package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;
import org.tiltyard.provider.Chunk;

/**
 * The text of one running answer. What has arrived and what viewers may see are two things: text is
 * released on the battle's tick, so that a provider's own chunking is not visible. Guarded by its
 * {@link LiveTurn}.
 */
final class AnswerBuffer {

  /** Offsets are only good within one edition: a start that was made anew begins another. */
  static final int EDITIONS_PER_ATTEMPT = 16;

  private final Answer answer;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private int releasedText;
  private int releasedReasoning;
  private AnswerState state;
  private @Nullable String failure;
  private final StringBuilder lead = new StringBuilder();
  private int restarts;

  AnswerBuffer(Answer answer) {
    this.answer = answer;
    this.text.append(answer.text());
    this.reasoning.append(answer.reasoning());
    this.state = answer.state();
    this.failure = answer.failure();
    release();
  }

  Answer answer() {
    return answer;
  }

  /**
   * Takes more of the answer.
   *
   * @return whether this was the first text, which may be shown without waiting for the tick
   */
  boolean append(Chunk chunk) {
    boolean first = text.isEmpty();
    switch (chunk) {
      case Chunk.Text(String more) -> appendText(more);
      case Chunk.Reasoning(String more) -> reasoning.append(more);
      case Chunk.Finished end -> throw new IllegalArgumentException("not a piece of text: " + end);
    }
    return first && !text.isEmpty();
  }

  /**
   * An answer starts with its first line that says something; blank lines before it are dropped.
   */
  private void appendText(String more) {
    if (!text.isEmpty()) {
      text.append(more);
      return;
    }
    lead.append(more);
    if (!lead.toString().isBlank()) {
      int start = 0;
      while (Character.isWhitespace(lead.charAt(start))) {
        start++;
      }
      text.append(lead, lead.lastIndexOf("\n", start) + 1, lead.length());
      lead.setLength(0);
    }
  }

  /** Lets viewers see one character: how long a provider's first chunk is remains hidden. */
  void releaseFirst() {
    releasedText = Math.max(releasedText, Character.charCount(text.codePointAt(0)));
  }

  /** Lets viewers see all that has arrived. */
  void release() {
    releasedText = text.length();
    releasedReasoning = reasoning.length();
  }

  /** Forgets what a failed start left behind; only ever called while no text has arrived. */
  void restart() {
    lead.setLength(0);
    reasoning.setLength(0);
    // What nobody saw needs no new edition, which would tell that this start had failed.
    if (releasedReasoning > 0) {
      restarts = Math.min(restarts + 1, EDITIONS_PER_ATTEMPT - 1);
    }
    releasedReasoning = 0;
  }

  void settle(AnswerState end, @Nullable String kind) {
    release();
    state = end;
    failure = kind;
  }

  boolean hasText() {
    return !text.isEmpty();
  }

  AnswerState state() {
    return state;
  }

  Transcripts.Progress progress() {
    return new Transcripts.Progress(answer.id(), text.toString(), reasoning.toString());
  }

  /** What a viewer may see now. The texts are views of this buffer: read them under the lock. */
  SeatView view() {
    return new SeatView(
        answer.attempt() * EDITIONS_PER_ATTEMPT + restarts,
        text,
        releasedText,
        reasoning,
        releasedReasoning,
        state,
        failure);
  }

  /** The answer as it stands, for pages and JSON. */
  Answer snapshot() {
    return new Answer(
        answer.id(),
        answer.battleId(),
        answer.turn(),
        answer.seat(),
        answer.attempt(),
        answer.modelId(),
        state,
        text.toString(),
        reasoning.toString(),
        failure,
        answer.leaseUntil());
  }
}
