package org.tiltyard.battle;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of battles, each in one transaction. */
@Component
class BattleChanges {

  private static final int TRIES = 4;

  private final TransactionTemplate transaction;

  BattleChanges(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(status -> change.get()));
  }

  /** Tries again when another change of the same battle came first. */
  <T> T again(Supplier<T> change) {
    for (int left = TRIES; ; left--) {
      try {
        return inTransaction(change);
      } catch (OptimisticLockingFailureException e) {
        if (left == 1) {
          throw TurnRefused.busy();
        }
      }
    }
  }
}
