package org.tiltyard.battle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tiltyard.provider.ChatFailure;
import org.tiltyard.provider.ChatStream;
import org.tiltyard.provider.Chunk;
import org.tiltyard.provider.FailureKind;

/**
 * Writes one answer, on a virtual thread of its own, from the first request to the stored end. A
 * start that fails before the first text is tried once more on the same model, then on replacements
 * where {@link Starts} has any; a later failure keeps the text. The answer itself may be stored
 * only after the model has been asked: until then nothing is noted of it.
 */
final class Generation implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  /** Where streams come from: the current model first, then its replacements. */
  interface Starts {

    /** A new stream from the model that answers now. */
    ChatStream open();

    /** Notes that the same model is asked again. */
    void retrying(ChatFailure failure);

    /** Puts another model in the seat; false when there is none to draw. */
    boolean replace(ChatFailure failure);
  }

  /** Stores the end of an answer, whatever it takes, and then tells the viewers. */
  interface Ending {
    void settle(LiveTurn turn, AnswerBuffer buffer, Settlement end);
  }

  private final LiveTurn turn;
  private final AnswerBuffer buffer;
  private final Starts starts;
  private final Ending ending;
  private final CompletableFuture<Boolean> stored;
  private final long retryDelayNanos;
  private final long startedNanos = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition halted = lock.newCondition();

  private @Nullable ChatStream stream;
  private @Nullable AnswerState halt;
  private @Nullable Integer firstTokenMillis;

  /**
   * @param stored ends with whether there is an answer in the database to write
   */
  Generation(
      LiveTurn turn,
      AnswerBuffer buffer,
      Starts starts,
      Ending ending,
      CompletableFuture<Boolean> stored,
      java.time.Duration retryDelay) {
    this.turn = turn;
    this.buffer = buffer;
    this.starts = starts;
    this.ending = ending;
    this.stored = stored;
    this.retryDelayNanos = retryDelay.toNanos();
  }

  /** Ends the answer from outside, as stopped or interrupted; the upstream connection is closed. */
  void halt(AnswerState as) {
    lock.lock();
    try {
      if (halt == null) {
        halt = as;
      }
      if (stream != null) {
        stream.close();
      }
      halted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    Settlement end;
    try {
      end = generate();
    } catch (RuntimeException | Error e) {
      // Even then the answer must end, or its viewers would wait for ever.
      log.error("An answer ended on an unexpected error", e);
      end = failed(new ChatFailure(FailureKind.UNAVAILABLE, String.valueOf(e.getMessage())));
    }
    if (stored.join()) {
      ending.settle(turn, buffer, end);
    }
  }

  private Settlement generate() {
    boolean retried = false;
    while (true) {
      try {
        return attempt();
      } catch (ChatFailure failure) {
        AnswerState why = haltedAs();
        if (why != null) {
          return ended(why, null, null);
        }
        if (buffer.hasText() || !stored.join()) {
          return failed(failure);
        }
        turn.restart(buffer);
        if (!retried) {
          retried = true;
          starts.retrying(failure);
        } else if (starts.replace(failure)) {
          retried = false;
        } else {
          return failed(failure);
        }
        pause();
      }
    }
  }

  private Settlement attempt() throws ChatFailure {
    try (ChatStream opened = openUnlessHalted()) {
      while (opened.next() instanceof Chunk chunk) {
        if (chunk instanceof Chunk.Finished finished) {
          if (!buffer.hasText()) {
            throw nothingSaid(finished);
          }
          return ended(AnswerState.COMPLETE, null, finished);
        }
        if (firstTokenMillis == null && chunk instanceof Chunk.Text) {
          firstTokenMillis = millisSinceStart();
        }
        turn.append(buffer, chunk);
      }
      throw new ChatFailure(FailureKind.MALFORMED, "the stream ended without an end");
    }
  }

  private ChatStream openUnlessHalted() throws ChatFailure {
    lock.lock();
    try {
      if (halt != null) {
        throw new ChatFailure(FailureKind.CANCELLED, "");
      }
      ChatStream opened = starts.open();
      stream = opened;
      return opened;
    } finally {
      lock.unlock();
    }
  }

  private static ChatFailure nothingSaid(Chunk.Finished finished) {
    FailureKind kind =
        finished.finishReason().equals("content_filter")
            ? FailureKind.FILTERED
            : FailureKind.MALFORMED;
    return new ChatFailure(kind, "no text; finish reason " + finished.finishReason());
  }

  /** A moment for an overloaded server; a stop ends it. */
  private void pause() {
    lock.lock();
    try {
      long left = retryDelayNanos;
      while (halt == null && left > 0) {
        left = halted.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable AnswerState haltedAs() {
    lock.lock();
    try {
      return halt;
    } finally {
      lock.unlock();
    }
  }

  private Settlement failed(ChatFailure failure) {
    return ended(AnswerState.FAILED, failure, null);
  }

  private Settlement ended(
      AnswerState state, @Nullable ChatFailure failure, Chunk.@Nullable Finished finished) {
    return new Settlement(
        state,
        failure == null ? null : failure.kind().word(),
        failure == null ? null : failure.detail(),
        finished == null ? null : finished.finishReason(),
        finished == null ? null : finished.providerModel(),
        finished == null ? null : finished.usage(),
        firstTokenMillis,
        millisSinceStart());
  }

  private int millisSinceStart() {
    return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }
}
