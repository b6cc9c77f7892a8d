package org.tiltyard.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Votes, evenly and as fast as they come. Battles are held first; some of their votes are sent
 * unmeasured, some evenly at a rate (each timed from when it was due, so that waiting for a
 * connection counts), and as many as fast as the answers come.
 *
 * @param perSecond votes a second, as fast as the answers come
 * @param first votes at the rate, before anything is measured
 * @param even the votes at the rate
 * @param rest the votes without one
 * @param stored votes in the database afterwards
 */
record VoteRush(double perSecond, Tally first, Tally even, Tally rest, long stored) {

  private static final int VOTERS = 64;

  static VoteRush run(Options options, PacedModels models, ArenaProcess arena)
      throws IOException, SQLException {
    models.speak(1, 0, Duration.ZERO);
    int unmeasured = each(options, options.voteWarmUp());
    int each = each(options, options.voteTime());
    Tally first = new Tally();
    List<Ballots> ballots = open(arena, models, first, unmeasured + 2 * each);
    // The JVM compiles what it has seldom done before.
    send(ballots, unmeasured, first, evenly(options));
    long before = arena.count("select count(*) from vote");
    Tally even = new Tally();
    send(ballots, each, even, evenly(options));
    Tally rest = new Tally();
    long begun = System.nanoTime();
    send(ballots, each, rest, number -> System.nanoTime());
    double seconds = (System.nanoTime() - begun) / 1e9;
    for (Ballots one : ballots) {
      one.client.close();
    }
    long stored = arena.count("select count(*) from vote") - before;
    return new VoteRush(rest.votes.count() / seconds, first, even, rest, stored);
  }

  /** How many votes of each voter fill that time at the rate. */
  private static int each(Options options, Duration time) {
    return (int) (options.voteRate() * time.toSeconds()) / VOTERS;
  }

  private static Timetable evenly(Options options) {
    long start = System.nanoTime() + 50_000_000;
    return number -> start + number * 1_000_000_000L / options.voteRate();
  }

  /** Measured votes that were answered with 200. */
  long acknowledged() {
    return even.votes.count() + rest.votes.count();
  }

  /** What must not have happened. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (stored != acknowledged()) {
      faults.add(acknowledged() + " votes were acknowledged, " + stored + " are stored");
    }
    for (Tally tally : List.of(first, even, rest)) {
      tally.errors().forEach((error, count) -> faults.add("votes: " + count + " × " + error));
    }
    return faults;
  }

  /** One line. */
  String summary(int rate) {
    return String.format(
        java.util.Locale.ROOT,
        "Votes: %d at %d/s, p50 / p99 / longest %s ms; then %d as fast as they go: %.0f/s, p50 / p99"
            + " / longest %s ms. Acknowledged %d, stored %d.",
        even.votes.count(),
        rate,
        even.votes.withLongest(),
        rest.votes.count(),
        perSecond,
        rest.votes.withLongest(),
        acknowledged(),
        stored);
  }

  /** When a vote is to be sent. */
  private interface Timetable {
    long nanos(int number);
  }

  /** One voter and the battles that wait for its votes. */
  private static final class Ballots {
    private final VoterClient client;
    private final List<String> battles = new ArrayList<>();
    private int next;

    Ballots(VoterClient client) {
      this.client = client;
    }
  }

  private static List<Ballots> open(
      ArenaProcess arena, PacedModels models, Tally tally, int battlesEach) throws IOException {
    List<Ballots> all = new ArrayList<>();
    for (int i = 0; i < VOTERS; i++) {
      all.add(new Ballots(new VoterClient(arena.port(), models, tally)));
    }
    together(
        all,
        tally,
        (one, number) -> {
          for (int i = 0; i < battlesEach; i++) {
            one.battles.add(one.client.battle("vote " + number + " " + i));
          }
        });
    return all;
  }

  private static void send(List<Ballots> ballots, int each, Tally tally, Timetable timetable) {
    tally.timing(true);
    AtomicInteger sent = new AtomicInteger();
    together(
        ballots,
        tally,
        (one, number) -> {
          one.client.countWith(tally);
          for (int i = 0; i < each; i++) {
            long due = timetable.nanos(sent.getAndIncrement());
            Crowd.sleepUntil(due);
            one.client.vote(one.battles.get(one.next), "tie", due);
            one.next++;
          }
        });
    tally.timing(false);
  }

  /** What one voter does. */
  private interface Task {
    void run(Ballots ballots, int number) throws IOException;
  }

  private static void together(List<Ballots> all, Tally tally, Task task) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  task.run(all.get(number), number);
                } catch (IOException | RuntimeException e) {
                  tally.error(String.valueOf(e.getMessage()));
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
