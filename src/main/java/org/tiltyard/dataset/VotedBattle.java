package org.tiltyard.dataset;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.Traits;

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

  private static final int TIME_DECIMALS = 4;

  /** As rows of datasets are made from it. */
  Conversation conversation() {
    return new Conversation(
        questionId,
        modelA,
        modelB,
        winner,
        "arena_user_" + judge,
        messages(Turn::answerA),
        messages(Turn::answerB),
        prompts,
        anonymous,
        language,
        timestamp(votedAt),
        null,
        null,
        Traits.NONE);
  }

  private List<Message> messages(Function<Turn, String> answer) {
    List<Message> messages = new ArrayList<>(2 * turns.size());
    for (Turn turn : turns) {
      messages.add(Message.user(turn.prompt));
      messages.add(Message.assistant(answer.apply(turn)));
    }
    return messages;
  }

  /** Seconds since 1970 with four decimals. */
  static double timestamp(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .setScale(TIME_DECIMALS, RoundingMode.HALF_EVEN)
        .doubleValue();
  }
}
