package org.tiltyard.vote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;

/**
 * Lets people vote. Nobody waits for company: whoever finds nobody voting is taken at once. Those
 * who come meanwhile are taken together, in the next round, so that the busier a node is the less a
 * vote costs.
 */
@Component
class Voting {

  private static final int TRIES = 4;

  /** Votes in a round at most. */
  private static final int MOST = 64;

  /**
   * Rounds at once. One alone is quickest, as all take from the limits of their networks; another
   * begins when that one waits for somebody else's transaction.
   */
  private static final int LANES = 4;

  private static final long PATIENCE_MILLIS = 250;

  private record Waiting(Cast cast, CompletableFuture<List<String>> answer) {}

  private final BallotBox box;
  private final Reveal reveal;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int lanes;

  Voting(BallotBox box, Reveal reveal) {
    this.box = box;
    this.reveal = reveal;
  }

  /**
   * Casts the vote, or finds that it was cast before.
   *
   * @return the names behind the battle, by seat; none when the arena keeps them to itself
   * @throws VoteRefused when another vote stands
   */
  List<String> cast(Cast cast) {
    Waiting waiting = new Waiting(cast, new CompletableFuture<>());
    if (begins(waiting)) {
      startLane();
    }
    boolean interrupted = !answeredSoon(waiting);
    try {
      return waiting.answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Not on the caller's thread, which is interrupted when its client goes away. */
  private void startLane() {
    Thread.startVirtualThread(this::rounds);
  }

  /** Queues it; whether there is nobody to take it. */
  private synchronized boolean begins(Waiting waiting) {
    queue.add(waiting);
    if (lanes > 0) {
      return false;
    }
    lanes++;
    return true;
  }

  /** Waits for an answer, and has another lane begin when none comes; false when interrupted. */
  private boolean answeredSoon(Waiting waiting) {
    try {
      waiting.answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException nobodyTakesIt) {
      if (needsLane(waiting)) {
        startLane();
      }
    } catch (ExecutionException refused) {
      return true;
    } catch (InterruptedException e) {
      return false;
    }
    return true;
  }

  private synchronized boolean needsLane(Waiting waiting) {
    if (lanes == LANES || !queue.contains(waiting)) {
      return false;
    }
    lanes++;
    return true;
  }

  private void rounds() {
    for (Map<BattleId, Waiting> round = next(); !round.isEmpty(); round = next()) {
      take(round);
    }
  }

  /** Those who wait, one a battle; when there are none, this lane is over. */
  private synchronized Map<BattleId, Waiting> next() {
    Map<BattleId, Waiting> round = new LinkedHashMap<>();
    Iterator<Waiting> waiting = queue.iterator();
    while (waiting.hasNext() && round.size() < MOST) {
      Waiting one = waiting.next();
      if (round.putIfAbsent(one.cast.battle(), one) == null) {
        waiting.remove();
      }
    }
    if (round.isEmpty()) {
      lanes--;
    }
    return round;
  }

  private void take(Map<BattleId, Waiting> round) {
    if (round.size() == 1) {
      round.values().forEach(this::takeAlone);
      return;
    }
    try {
      answer(round);
    } catch (TransactionException | DataAccessResourceFailureException databaseGone) {
      round.values().forEach(one -> one.answer.completeExceptionally(databaseGone));
    } catch (RuntimeException | Error e) {
      // One that can't be taken must keep neither these from it nor those who wait for a round.
      round.values().forEach(one -> Thread.startVirtualThread(() -> takeAlone(one)));
    }
  }

  private void answer(Map<BattleId, Waiting> round) {
    List<Cast> casts = new ArrayList<>();
    round.values().forEach(one -> casts.add(one.cast));
    Map<BattleId, Receipt> receipts = box.put(casts);
    Map<BattleId, List<String>> names = reveal.names(closed(receipts.values()));
    round.forEach((battle, one) -> {
      switch (Objects.requireNonNull(receipts.get(battle))) {
        case Receipt.Taken taken ->
            one.answer.complete(names.getOrDefault(taken.closed().id(), List.of()));
        case Receipt.Refused refused -> one.answer.completeExceptionally(refused.why());
      }
    });
  }

  private static List<Battle> closed(Collection<Receipt> receipts) {
    return receipts.stream()
        .filter(Receipt.Taken.class::isInstance)
        .map(Receipt.Taken.class::cast)
        .map(Receipt.Taken::closed)
        .toList();
  }

  private void takeAlone(Waiting one) {
    for (int left = TRIES; left > 0; left--) {
      try {
        answer(Map.of(one.cast.battle(), one));
        return;
      } catch (ConcurrencyFailureException | DuplicateKeyException cameSecond) {
        if (left == 1) {
          one.answer.completeExceptionally(cameSecond);
        }
      } catch (RuntimeException | Error e) {
        one.answer.completeExceptionally(e);
        return;
      }
    }
  }
}
