package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes run together, a write alone, and none of them forever. */
class H2GateTest {

  private final H2Gate gate = new H2Gate();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void changesRunTogether() throws Exception {
    CountDownLatch both = new CountDownLatch(2);

    Future<?> one = change(false, both, both);
    Future<?> other = change(false, both, both);

    one.get();
    other.get();
  }

  @Test
  void aWriteWaitsForTheChangesThatRun() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> change = change(false, running, goOn);
    running.await();

    Future<?> write = write();
    assertThat(done).isEmpty();
    goOn.countDown();

    change.get();
    write.get();
    assertThat(done).containsExactly("change", "write");
  }

  @Test
  void whatBeginsWhileAWriteWaitsComesAfterIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> change = change(false, running, goOn);
    running.await();
    Future<?> write = write();
    await().until(gate::isWaitedFor);

    CountDownLatch none = new CountDownLatch(0);
    Future<?> later = change(false, none, none);
    goOn.countDown();

    change.get();
    write.get();
    later.get();
    assertThat(done).containsExactly("change", "write", "change");
  }

  /** The change that runs waits for a row of it. */
  @Test
  void aTransactionThatHasBegunGoesOnWhileAWriteWaits() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch rowIsFree = new CountDownLatch(1);
    Future<?> change = change(false, running, rowIsFree);
    running.await();
    Future<?> write = write();
    await().until(gate::isWaitedFor);

    change(true, rowIsFree, rowIsFree).get();

    change.get();
    write.get();
    assertThat(done).endsWith("write");
  }

  /** A change that says when it runs, and waits. */
  private Future<?> change(boolean begun, CountDownLatch runs, CountDownLatch until) {
    return threads.submit(() ->
        gate.change(
            () -> begun,
            () -> {
              runs.countDown();
              try {
                until.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return done.add("change");
            }));
  }

  private Future<?> write() {
    return threads.submit(() -> gate.write(() -> done.add("write")));
  }
}
