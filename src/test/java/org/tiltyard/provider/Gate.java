package org.tiltyard.provider;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;

/** Where a {@link Script} waits until the test lets it go on: pauses without clocks. */
public final class Gate {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Lets every script that waits here, or will come here, go on. */
  public void release() {
    released.countDown();
  }

  /** Waits until a script has come here; fails after ten seconds. */
  public void awaitReached() throws InterruptedException {
    if (!reached.await(10, SECONDS)) {
      throw new AssertionError("no script came to the gate within 10 s");
    }
  }

  void pass() throws InterruptedException {
    reached.countDown();
    released.await();
  }
}
