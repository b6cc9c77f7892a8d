package org.tiltyard.battle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/**
 * Stores the ends of answers, those of about the same moment in one transaction: a commit costs
 * more than a row, and the two answers of a battle often end together. Nobody is told of an end
 * before it is stored.
 */
@Component
class AnswerEnds {

  /** How long an end waits for others: shorter than the tick at which viewers see it. */
  private static final Duration GATHERING = Duration.ofMillis(20);

  private final Transcripts transcripts;
  private final Time time;
  private List<Waiting> gathered = new ArrayList<>();

  private record Waiting(Transcripts.End end, CompletableFuture<Boolean> stored) {}

  AnswerEnds(Transcripts transcripts, Time time) {
    this.transcripts = transcripts;
    this.time = time;
  }

  /**
   * Stores an end, and returns when that is done.
   *
   * @return false when the answer had ended before, for example because its lease ran out
   * @throws org.springframework.core.NestedRuntimeException when it can't be stored now
   */
  boolean store(Transcripts.Progress last, Settlement settlement) {
    Transcripts.End end = new Transcripts.End(last, settlement, time.now());
    Waiting waiting = new Waiting(end, new CompletableFuture<>());
    if (gather(waiting)) {
      Thread.startVirtualThread(this::storeGathered);
    }
    try {
      return waiting.stored.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Whether it is the first, so that somebody has to store them. */
  private synchronized boolean gather(Waiting waiting) {
    gathered.add(waiting);
    return gathered.size() == 1;
  }

  private synchronized List<Waiting> take() {
    List<Waiting> taken = gathered;
    gathered = new ArrayList<>();
    return taken;
  }

  private void storeGathered() {
    LockSupport.parkNanos(GATHERING.toNanos());
    List<Waiting> together = take();
    try {
      Set<AnswerId> ended = transcripts.settle(together.stream().map(Waiting::end).toList());
      together.forEach(one -> one.stored.complete(ended.contains(one.end.last().answer())));
    } catch (RuntimeException | Error e) {
      together.forEach(this::storeAlone);
    }
  }

  /** One that can't be stored must not keep the others from it. */
  private void storeAlone(Waiting one) {
    try {
      one.stored.complete(!transcripts.settle(List.of(one.end)).isEmpty());
    } catch (RuntimeException | Error e) {
      one.stored.completeExceptionally(e);
    }
  }
}
