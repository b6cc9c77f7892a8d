package org.tiltyard.leaderboard;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.rating.StyledGames;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Boards by query. What was worked out is kept until a vote changes it; plain boards are then
 * worked out anew at the next question, those with style control when they have become old enough.
 */
@Component
public class Boards {

  private static final int KEPT = 100;

  /** At most a fifth of the time is spent on one board, however quickly votes come. */
  private static final int REST = 4;

  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  /** A board, whatever the settings say of how it is shown. */
  private record Key(BoardQuery query, Origin source) {}

  private record Result(Worked worked, long revision, Instant at, Duration took) {}

  /** Where a board's result is kept; whoever works it out holds the lock. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Result result;
  }

  private final Tallies tallies;
  private final BoardState state;
  private final CellRecords cells;
  private final Dressing dressing;
  private final Live<LeaderboardSettings> settings;
  private final Time time;

  /** Threads of the platform: a fit takes the processor for up to a second. */
  private final ExecutorService workers =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("boards-", 0).factory());

  private final Map<Key, Place> places =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Place> eldest) {
          return size() > KEPT;
        }
      };

  Boards(
      Tallies tallies,
      BoardState state,
      CellRecords cells,
      Dressing dressing,
      Live<LeaderboardSettings> settings,
      Time time) {
    this.tallies = tallies;
    this.state = state;
    this.cells = cells;
    this.dressing = dressing;
    this.settings = settings;
    this.time = time;
  }

  /** The board; waits until it is worked out. Uses the database. */
  public Board of(BoardQuery query) {
    Origin source = source(query);
    Result result = result(new Key(withoutLooks(query), source));
    return dressing.board(query, source, result.worked, result.revision, result.at);
  }

  /** The board, worked out now and not kept: for looks into the past, which nobody repeats. */
  Board worked(BoardQuery query) {
    Origin source = source(query);
    Result result = workNow(new Key(withoutLooks(query), source));
    return dressing.board(query, source, result.worked, result.revision, result.at);
  }

  /** When the board that is kept here was worked out; empty when none is. */
  Optional<Instant> workedAt(BoardQuery query) {
    return Optional.ofNullable(place(new Key(withoutLooks(query), source(query))).result)
        .map(Result::at);
  }

  /** Works the board out anew at the next question, however fresh it is. */
  public void refit(BoardQuery query) {
    place(new Key(withoutLooks(query), source(query))).result = null;
  }

  /** Grows whenever votes are counted; see {@link BoardState#revision}. */
  public long revision() {
    return state.revision();
  }

  /** The languages that people voted in, those with the most votes first. */
  public List<String> languages() {
    return cells.languages();
  }

  /** Where the votes of a board come from. Without a vote of its own, an arena shows its demos. */
  Origin source(BoardQuery query) {
    Origin asked = query.source() == null ? settings.get().source() : query.source();
    boolean chosen = query.source() != null || asked != Origin.OWN;
    return !chosen && !cells.any(Origin.OWN) && cells.any(Origin.DEMO) ? Origin.DEMO : asked;
  }

  /** What differs in names and thresholds alone is worked out once. */
  private static BoardQuery withoutLooks(BoardQuery query) {
    return new BoardQuery(
        query.language(),
        query.category(),
        query.from(),
        query.to(),
        query.mode(),
        query.group(),
        null,
        query.ties(),
        query.flagged(),
        query.style(),
        null,
        query.weights(),
        query.intervals());
  }

  private Place place(Key key) {
    synchronized (places) {
      return places.computeIfAbsent(key, fresh -> new Place());
    }
  }

  private Result result(Key key) {
    Place place = place(key);
    Result last = place.result;
    if (last != null && isFresh(key, last)) {
      return last;
    }
    place.lock.lock();
    try {
      Result again = place.result;
      if (again == null || !isFresh(key, again)) {
        again = work(key);
        place.result = again;
      }
      return again;
    } finally {
      place.lock.unlock();
    }
  }

  private boolean isFresh(Key key, Result result) {
    Duration age = Duration.between(result.at, time.now());
    if (key.query.style() && age.compareTo(settings.get().styleEvery()) < 0) {
      return true;
    }
    Duration rest = result.took.multipliedBy(REST);
    Duration most = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    return age.compareTo(most) < 0 || result.revision == state.revision();
  }

  private Result work(Key key) {
    try {
      return workers.submit(() -> workNow(key)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the board was not waited for", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Result workNow(Key key) {
    Instant begun = time.now();
    // Read before the counts: what comes in between is then worked out once more, never missed.
    long revision = state.now();
    Worked worked = key.query.style() ? styled(key) : working(key).plain();
    return new Result(worked, revision, begun, Duration.between(begun, time.now()));
  }

  private Working working(Key key) {
    return new Working(key.query, tallies.of(key.query, key.source));
  }

  private Worked styled(Key key) {
    record Measured(Working working, StyledGames games) {}
    Measured measured =
        tallies.inOneSnapshot(() -> {
          Working working = working(key);
          StyledGames games =
              new StyledGames(working.numbers().size(), StyleResult.FEATURES.size());
          tallies.addGames(key.query, key.source, working.numbers(), games);
          return new Measured(working, games);
        });
    return measured.working.styled(measured.games);
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }
}
