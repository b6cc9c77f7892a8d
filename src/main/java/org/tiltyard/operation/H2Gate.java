package org.tiltyard.operation;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets changes run together, and a write of the file begin only while none of them runs. H2 takes
 * the tables and the logs of open transactions into a write one after the other; what changed two
 * of them meanwhile would be there by half if the process ended before the next write.
 *
 * <p>While a write waits, transactions that have changed something go on, since others that run may
 * wait for their rows; new ones wait until it has begun.
 */
final class H2Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final Condition open = lock.newCondition();
  private int running;
  private boolean waited;
  private boolean closed;

  /**
   * Runs a statement, a commit or a rollback. It must not run another one within.
   *
   * @param begun tells whether its transaction has changed something already
   */
  <T> T change(BooleanSupplier begun, Supplier<T> change) {
    enter(begun);
    try {
      return change.get();
    } finally {
      leave();
    }
  }

  private void enter(BooleanSupplier begun) {
    lock.lock();
    try {
      while (closed || (waited && !begun.getAsBoolean())) {
        open.awaitUninterruptibly();
      }
      running++;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      running--;
      if (running == 0 && waited) {
        // Closed here, or the next statement would be in before the write is awake.
        close();
        quiet.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    waited = false;
    closed = true;
  }

  /** Runs the beginning of a write, one at a time, while no change runs. */
  void write(Runnable write) {
    lock.lock();
    try {
      if (running == 0) {
        close();
      } else {
        waited = true;
      }
      while (!closed) {
        quiet.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    try {
      write.run();
    } finally {
      open();
    }
  }

  /** Tells whether a write waits for changes that run. */
  boolean isWaitedFor() {
    lock.lock();
    try {
      return waited;
    } finally {
      lock.unlock();
    }
  }

  private void open() {
    lock.lock();
    try {
      closed = false;
      open.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
