package org.tiltyard.battle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.limits.TokenBudgets;
import org.tiltyard.limits.TokenBudgets.Held;
import org.tiltyard.limits.TokenBudgets.Hold;
import org.tiltyard.models.ModelId;
import org.tiltyard.provider.Usage;

/**
 * Counts the tokens of answers: ahead of them as many as they can take, and at their end as many as
 * the provider counted, or an estimate where it did not.
 */
@Component
class Metering {

  private static final Logger log = LoggerFactory.getLogger(Metering.class);

  /** Characters of a token, on average, where nobody has counted. */
  private static final int CHARACTERS = 4;

  /** What was counted ahead for a running answer, and how long its conversation is. */
  private record Running(Hold hold, long charactersIn) {}

  private final TokenBudgets budgets;
  private final Map<AnswerId, Running> running = new ConcurrentHashMap<>();

  Metering(TokenBudgets budgets) {
    this.budgets = budgets;
  }

  /** Tokens counted ahead for answers that have yet to begin; release them if they never do. */
  final class Ahead {
    private final List<Hold> holds;
    private final long charactersIn;

    private Ahead(List<Hold> holds, long charactersIn) {
      this.holds = holds;
      this.charactersIn = charactersIn;
    }

    /** The answers begin, in the order of the models. */
    void begin(List<Answer> answers) {
      for (int i = 0; i < holds.size(); i++) {
        running.put(answers.get(i).id(), new Running(holds.get(i), charactersIn));
      }
    }

    /** Does what makes them begin; when that fails, they don't. */
    <T> T orRelease(Supplier<T> beginning) {
      try {
        return beginning.get();
      } catch (RuntimeException e) {
        release();
        throw e;
      }
    }

    /** They don't. */
    private void release() {
      holds.forEach(budgets::release);
    }
  }

  /** The outcome of counting ahead: empty {@code spent} means that it was done. */
  record Outlook(Ahead ahead, Set<ModelId> spent) {}

  /**
   * Counts ahead for one answer of each model, or says which models have no tokens left today.
   *
   * @param charactersIn of the conversation, its last prompt included
   * @param answerTokens of the longest answer
   */
  Outlook ahead(
      ParticipantId participant,
      List<ModelId> models,
      LongSupplier charactersIn,
      IntSupplier answerTokens) {
    long[] characters = {0};
    Held held =
        budgets.hold(
            participant,
            models,
            () -> {
              characters[0] = charactersIn.getAsLong();
              return tokens(characters[0]) + answerTokens.getAsInt();
            });
    return new Outlook(new Ahead(held.holds(), characters[0]), held.spent());
  }

  /** The same for a battle whose models are settled: when one has none left, it can't go on. */
  Ahead require(
      ParticipantId participant,
      List<ModelId> models,
      LongSupplier charactersIn,
      IntSupplier answerTokens) {
    Outlook outlook = ahead(participant, models, charactersIn, answerTokens);
    if (!outlook.spent().isEmpty()) {
      throw budgets.refusal();
    }
    return outlook.ahead();
  }

  /** Another model answers in the place of the one that failed. */
  void replaced(AnswerId answer, ModelId model) {
    running.computeIfPresent(
        answer, (id, was) -> new Running(budgets.move(was.hold(), model), was.charactersIn()));
  }

  /** An answer has ended. */
  void settled(Transcripts.Progress last, Settlement end) {
    Running was = running.remove(last.answer());
    if (was == null) {
      return;
    }
    try {
      budgets.settle(was.hold(), used(was, last, end));
    } catch (RuntimeException e) {
      // Counted ahead is counted: rather too much than lost.
      log.warn("The tokens of an answer could not be put right", e);
    }
  }

  private static long used(Running was, Transcripts.Progress last, Settlement end) {
    Usage usage = end.usage();
    if (usage != null) {
      return (long) usage.tokensIn() + usage.tokensOut();
    }
    long out = tokens((long) last.text().length() + last.reasoning().length());
    return out == 0 ? 0 : tokens(was.charactersIn()) + out;
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS - 1) / CHARACTERS;
  }
}
