package org.tiltyard.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.tiltyard.faults.Fault;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import tools.jackson.databind.json.JsonMapper;

/** Long work in a real database, done by one node or by several. */
class JobsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Counts to a number, one at every token that the test hands out, and can be told to fail. */
  private static final class Counting implements JobKind<Counting.Up> {

    private record Up(long to, long failAt) {}

    private final BlockingQueue<Integer> tokens = new LinkedBlockingQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Long> from = new ArrayList<>();
    private volatile @Nullable Job ended;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Class<Up> parameters() {
      return Up.class;
    }

    @Override
    public void run(JobRun<Up> run) throws InterruptedException {
      long at = run.checkpoint().map(Long::parseLong).orElse(0L);
      from.add(at);
      begun.incrementAndGet();
      while (at < run.parameters().to()) {
        run.progress(at, run.parameters().to(), "job.beginning");
        if (tokens.poll(20, TimeUnit.MILLISECONDS) != null) {
          at++;
          if (at == run.parameters().failAt()) {
            throw new IllegalStateException("No room left at " + at);
          }
          run.checkpoint(Long.toString(at));
        }
      }
      run.progress(at, run.parameters().to(), "job.beginning");
    }

    @Override
    public void ended(Job job) {
      ended = job;
    }

    void hand(int count) {
      for (int i = 0; i < count; i++) {
        tokens.add(i);
      }
    }
  }

  private static TestArena arena;

  private final List<JobRunner> runners = new ArrayList<>();
  private Counting counting;
  private JobRecords records;
  private Jobs jobs;

  @BeforeAll
  static void open() {
    arena = TestArena.start();
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @BeforeEach
  void aKind() {
    counting = new Counting();
    records = arena.part(JobRecords.class);
    jobs = new Jobs(records, kinds(counting), new JsonMapper(), time(Duration.ZERO));
  }

  @AfterEach
  void stopNodes() {
    runners.forEach(JobRunner::stop);
    arena.database().sql("delete from job").update();
  }

  private static JobKinds kinds(JobKind<?> kind) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("kind", kind));
    return new JobKinds(beans.getBeanProvider(ResolvableType.forClass(JobKind.class)));
  }

  private static Time time(Duration ahead) {
    return new Time(Clock.offset(Clock.systemUTC(), ahead));
  }

  private JobRunner node(JobKind<?> kind, Duration clockAhead) {
    JobSettings settings = new JobSettings(2, LEASE, Duration.ofDays(30), 3);
    JobRunner runner =
        new JobRunner(records, kinds(kind), Live.of(settings), new JsonMapper(), time(clockAhead));
    runners.add(runner);
    runner.start();
    return runner;
  }

  private Job job(JobId id) {
    return jobs.find(id).orElseThrow();
  }

  private void reaches(JobId id, JobState state) {
    within(SOON, state.word(), () -> job(id).state() == state);
  }

  @Test
  void isDoneByItselfAndTellsHowFarItIs() {
    JobId id = jobs.submit(counting, new Counting.Up(4, -1), null);
    assertThat(job(id).state()).isEqualTo(JobState.QUEUED);

    node(counting, Duration.ZERO);
    counting.hand(2);
    within(SOON, "half of it", () -> job(id).done() == 2);
    assertThat(job(id).total()).isEqualTo(4);
    assertThat(job(id).share()).contains(0.5);
    assertThat(job(id).left(time(Duration.ZERO).now())).isPresent();

    counting.hand(2);
    reaches(id, JobState.DONE);
    assertThat(job(id).done()).isEqualTo(4);
    within(SOON, "its kind is told", () -> counting.ended != null);
  }

  @Test
  void saysWhatWentWrongAndGoesOnFromTheCheckpoint() {
    node(counting, Duration.ZERO);
    JobId id = jobs.submit(counting, new Counting.Up(4, 3), null);
    counting.hand(3);
    reaches(id, JobState.FAILED);
    assertThat(job(id).failure()).isEqualTo("No room left at 3");

    assertThat(jobs.again(id)).isTrue();
    within(SOON, "begun again", () -> counting.begun.get() == 2);
    assertThat(counting.from).containsExactly(0L, 2L);
  }

  @Test
  void isCancelledWhileItWaits() {
    JobId id = jobs.submit(counting, new Counting.Up(4, -1), null);
    jobs.cancel(id);
    assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(counting.ended).isNotNull();
    assertThat(counting.begun).hasValue(0);
  }

  @Test
  void isCancelledWhileItRuns() {
    node(counting, Duration.ZERO);
    JobId id = jobs.submit(counting, new Counting.Up(4, -1), null);
    counting.hand(1);
    within(SOON, "it runs", () -> job(id).done() == 1);
    jobs.cancel(id);
    reaches(id, JobState.CANCELLED);
    assertThat(job(id).failure()).isNull();
    assertThat(jobs.again(id)).isTrue();
    assertThat(jobs.again(id)).isFalse();
  }

  @Fault("the node of a job is gone; a clock that is ahead")
  @Test
  void isTakenOverWhenItsNodeIsGone() {
    Counting there = new Counting();
    node(counting, Duration.ZERO);
    JobId id = jobs.submit(counting, new Counting.Up(4, -1), null);
    counting.hand(2);
    within(SOON, "it runs", () -> job(id).done() == 2);

    // To a node whose clock is a lease ahead, the first one has been silent too long.
    node(there, LEASE.multipliedBy(2));
    within(SOON, "another took it over", () -> there.begun.get() == 1);
    assertThat(there.from).containsExactly(2L);
    there.hand(2);
    reaches(id, JobState.DONE);

    assertThat(job(id).attempts()).isEqualTo(2);
    assertThat(counting.ended).isNull();
  }

  @Test
  void isGivenBackWhenItsNodeStops() {
    JobRunner first = node(counting, Duration.ZERO);
    JobId id = jobs.submit(counting, new Counting.Up(4, -1), null);
    counting.hand(3);
    within(SOON, "it runs", () -> job(id).done() == 3);
    first.stop();
    assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
    assertThat(job(id).attempts()).isZero();

    counting.hand(1);
    node(counting, Duration.ZERO);
    reaches(id, JobState.DONE);
    assertThat(counting.from).containsExactly(0L, 3L);
  }

  @Test
  void isNotBegunForEverWhenItEndsItsNodes() {
    JobId id = jobs.submit(counting, new Counting.Up(1, -1), null);
    arena.database().sql("update job set attempts = 3").update();
    node(counting, Duration.ZERO);
    reaches(id, JobState.FAILED);
    assertThat(job(id).failure()).contains("3 times");
    assertThat(counting.begun).hasValue(0);
  }

  @Test
  void leavesWhatItDoesNotKnowToOthers() {
    jobs.submit(counting, new Counting.Up(1, -1), null);
    arena.database().sql("update job set kind = 'newer'").update();
    JobId known = jobs.submit(counting, new Counting.Up(1, -1), null);
    node(counting, Duration.ZERO);
    counting.hand(1);
    reaches(known, JobState.DONE);
    assertThat(
            arena
                .database()
                .sql("select state from job where kind = 'newer'")
                .query(String.class)
                .single())
        .isEqualTo("queued");
  }
}
