package org.tiltyard.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.LeakNames;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.review.Reviewed;
import org.tiltyard.schema.Prompts;
import org.tiltyard.shared.Time;

/**
 * What each rule of a plan would drop, worked out aside while the page waits for it. Kept by the
 * node for some minutes; another node works it out again.
 */
@Component
class Previews {

  private static final Logger log = LoggerFactory.getLogger(Previews.class);
  private static final int KEPT = 16;
  private static final int AT_ONCE = 2;
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int MOST = 100_000;
  private static final long MOMENT_MILLIS = 800;
  private static final int EXAMPLES = 3;
  private static final int EXAMPLE_LENGTH = 160;

  /**
   * How far it is.
   *
   * @param percent of the reading
   * @param counts null until it is done
   * @param examples first prompts of dropped rows, by rule
   * @param bounded whether only the first 100,000 were asked about
   */
  record Preview(
      int percent,
      Sifting.@Nullable Counts counts,
      Map<Rule, List<String>> examples,
      boolean bounded,
      boolean failed) {

    /** Whether nothing more will come. */
    public boolean ended() {
      return counts != null || failed;
    }
  }

  private static final class Working {

    private final Instant since;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Preview now = new Preview(0, null, Map.of(), false, false);

    private Working(Instant since) {
      this.since = since;
    }
  }

  private final Candidates candidates;
  private final Time time;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Map<Plan, Working> known =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Plan, Working> eldest) {
          return size() > KEPT;
        }
      };

  Previews(Candidates candidates, Time time) {
    this.candidates = candidates;
    this.time = time;
  }

  /** As far as it is after a moment, in which small ones are done. */
  Preview await(Plan plan) {
    Working working = working(plan);
    try {
      if (!working.ended.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
        log.debug("a preview takes longer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return working.now;
  }

  /** As far as it is; the first to ask begins it. */
  Preview of(Plan plan) {
    return working(plan).now;
  }

  private Working working(Plan plan) {
    Working working;
    synchronized (known) {
      Instant now = time.now();
      working = known.get(plan);
      if (working != null && working.since.plus(FRESH).isAfter(now)) {
        return working;
      }
      working = new Working(now);
      known.put(plan, working);
    }
    Working begun = working;
    // Not a virtual thread: looking for personal data is work for a processor.
    Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).start(() -> work(plan, begun));
    return working;
  }

  private void work(Plan plan, Working working) {
    free.acquireUninterruptibly();
    try {
      Map<Rule, List<String>> examples = new EnumMap<>(Rule.class);
      First first = new First(candidates);
      Sifting.Counts counts =
          new Sifting(first, plan, working.since, first::distrusted, new Looking(working, examples))
              .sift(kept -> {});
      working.now = new Preview(100, counts, examples, first.more, false);
    } catch (RuntimeException e) {
      log.warn("A preview of a release failed", e);
      working.now = new Preview(0, null, Map.of(), false, true);
    } finally {
      working.ended.countDown();
      free.release();
    }
  }

  private record Looking(Working working, Map<Rule, List<String>> examples)
      implements Sifting.Watch {

    @Override
    public void progress(long done, long total) {
      int percent = total == 0 ? 100 : (int) Math.min(100, 100 * done / total);
      working.now = new Preview(percent, null, Map.of(), false, false);
    }

    @Override
    public void dropped(Rule rule, StoredConversation candidate) {
      List<String> some = examples.computeIfAbsent(rule, unknown -> new ArrayList<>());
      if (some.size() < EXAMPLES) {
        some.add(firstPrompt(candidate));
      }
    }

    private static String firstPrompt(StoredConversation candidate) {
      List<String> prompts = Prompts.of(candidate.conversation().conversationA());
      String prompt = prompts.isEmpty() ? "" : prompts.getFirst().strip();
      return prompt.codePointCount(0, prompt.length()) <= EXAMPLE_LENGTH
          ? prompt
          : prompt.substring(0, prompt.offsetByCodePoints(0, EXAMPLE_LENGTH)) + "…";
    }
  }

  /** No more than the first so many. */
  private static final class First implements Candidates {

    private static final class Enough extends RuntimeException {
      private static final long serialVersionUID = 1L;

      private Enough() {
        super("enough", null, false, false);
      }
    }

    private final Candidates all;
    private boolean more;

    private First(Candidates all) {
      this.all = all;
    }

    @Override
    public Reviewed review(StoredConversation candidate, Instant cutOff) {
      return all.review(candidate, cutOff);
    }

    @Override
    public long count(Plan plan, Instant cutOff) {
      return Math.min(MOST, all.count(plan, cutOff));
    }

    @Override
    public long countUnvoted(Plan plan, Instant cutOff) {
      return all.countUnvoted(plan, cutOff);
    }

    @Override
    public long countWithdrawn(Plan plan, Instant cutOff) {
      return all.countWithdrawn(plan, cutOff);
    }

    @Override
    public Map<String, Rule> distrusted(Collection<String> ids) {
      return all.distrusted(ids);
    }

    @Override
    public LeakNames.Known leakNames() {
      return all.leakNames();
    }

    @Override
    public Map<String, Identity> identities() {
      return all.identities();
    }

    @Override
    public void forEach(Plan plan, Instant cutOff, Consumer<StoredConversation> reader) {
      int[] read = {0};
      try {
        all.forEach(
            plan,
            cutOff,
            candidate -> {
              if (read[0]++ == MOST) {
                throw new Enough();
              }
              reader.accept(candidate);
            });
      } catch (Enough e) {
        more = true;
      }
    }
  }
}
