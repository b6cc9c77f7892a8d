package org.tiltyard.vote;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts votes, on this node. */
@Component
class VoteMeters {

  private final MeterRegistry registry;

  VoteMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A vote was cast in the present transaction; it counts once that is committed. */
  void cast(Winner winner) {
    Counter votes =
        Counter.builder("tiltyard.votes")
            .description("Votes, by verdict")
            .tag("winner", winner.word())
            .register(registry);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            votes.increment();
          }
        });
  }
}
