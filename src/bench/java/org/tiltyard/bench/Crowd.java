package org.tiltyard.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many clients at once.
 *
 * @param results what the clients brought back that came to their end
 * @param failures how many did not, with the first reason
 * @param perSecond tokens a second while all of them were there
 */
record Crowd<T>(List<T> results, int failures, String firstFailure, double perSecond) {

  /** What a client does, told its number. */
  interface Client<T> {
    T run(int number) throws Exception;
  }

  private static final int PATIENCE_SECONDS = 60;

  /**
   * Lets the clients come in evenly over a time.
   *
   * @param tokens what they count up; read for as long again, from when the last has come
   */
  static <T> Crowd<T> run(int clients, Duration comeIn, LongAdder tokens, Client<T> client)
      throws InterruptedException {
    List<Callable<T>> tasks = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      int number = i;
      tasks.add(() -> {
        sleepUntil(start + comeIn.toNanos() / clients * number);
        return client.run(number);
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Double> rate =
          threads.submit(() -> {
            sleepUntil(start + comeIn.toNanos());
            long before = tokens.sum();
            long from = System.nanoTime();
            sleepUntil(start + 2 * comeIn.toNanos());
            return (tokens.sum() - before) * 1e9 / (System.nanoTime() - from);
          });
      return gather(threads.invokeAll(tasks, PATIENCE_SECONDS, TimeUnit.SECONDS), rate);
    }
  }

  private static <T> Crowd<T> gather(List<Future<T>> ended, Future<Double> rate)
      throws InterruptedException {
    List<T> results = new ArrayList<>();
    int failures = 0;
    String first = "";
    for (Future<T> future : ended) {
      try {
        results.add(future.get());
      } catch (ExecutionException | CancellationException e) {
        failures++;
        first = first.isEmpty() ? String.valueOf(e.getMessage()) : first;
      }
    }
    try {
      return new Crowd<>(results, failures, first, rate.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }
}
