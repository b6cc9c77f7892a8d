package org.tiltyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many clients at once: they come in evenly over a time and go round until they are sent home. */
final class Crowd implements AutoCloseable {

  /** One client with its connection. */
  interface Member extends AutoCloseable {
    /** Does once what it is there for. */
    void round(int number) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Makes the client with this number. */
  interface Entrance {
    Member member(int number) throws IOException;
  }

  private static final Duration AFTER_ERROR = Duration.ofMillis(200);

  private final Entrance entrance;
  private final Tally tally;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  Crowd(int clients, Duration comeIn, Entrance entrance, Tally tally) {
    this.entrance = entrance;
    this.tally = tally;
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      int number = i;
      long arrival = start + comeIn.toNanos() / clients * number;
      threads.add(Thread.ofVirtual().start(() -> live(number, arrival)));
    }
  }

  private void live(int number, long arrival) {
    sleepUntil(arrival);
    int round = 0;
    while (!ended) {
      try (Member member = entrance.member(number)) {
        while (!ended) {
          member.round(round);
          round++;
        }
      } catch (IOException | RuntimeException e) {
        round++;
        tally.error(String.valueOf(e.getMessage()));
        sleepUntil(System.nanoTime() + AFTER_ERROR.toNanos());
      }
    }
  }

  static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      sleep(Duration.ofNanos(left));
    }
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets every client finish its round. */
  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        if (!thread.join(Duration.ofMinutes(2))) {
          tally.error("a client did not come to its end");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
