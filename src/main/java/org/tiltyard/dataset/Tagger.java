package org.tiltyard.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.OwnVotes.Head;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.schema.Conversation;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;

/**
 * Tags conversations after the vote, one process for all: looks every few seconds for new ones and
 * for those that an older version tagged, some hundred at a time, the oldest first.
 */
@Component
final class Tagger implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Tagger.class);
  private static final long EVERY_SECONDS = 3;
  private static final Duration LEASE = Duration.ofSeconds(60);

  /** Votes show up when their transactions end, which may be a while after their time. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(10);

  private static final long WAIT_AT_END_SECONDS = 10;

  /** Looks; an hour. */
  private static final int FORGET_EVERY = 1200;

  private static final int PAGE = 200;
  private static final int PAGES_A_LOOK = 25;

  /** A commit costs more than a row; but who stops waits for these. */
  private static final int PUT_AT_ONCE = 20;

  private final OwnVotes votes;
  private final OwnConversations own;
  private final ImportedConversations imported;
  private final TagRecords records;
  private final LeakNames names;
  private final Time time;
  private final String owner = Identifier.random();
  private Instant afterTime = Instant.EPOCH;
  private String afterId = "";
  private Instant nextLookBack = Instant.EPOCH;
  private ImportedPages.@Nullable Mark importedAfter;
  private long importedSoFar = -1;
  private long looks;
  private Tagging tagging = new Tagging(LeakNames.Known.NONE);
  private volatile boolean stopping;
  private @Nullable ScheduledThreadPoolExecutor ticker;

  Tagger(
      OwnVotes votes,
      OwnConversations own,
      ImportedConversations imported,
      TagRecords records,
      LeakNames names,
      Time time) {
    this.votes = votes;
    this.own = own;
    this.imported = imported;
    this.records = records;
    this.names = names;
    this.time = time;
  }

  @Override
  public void start() {
    // A thread of the platform: reading texts takes the processor.
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("tags-", 0).priority(Thread.MIN_PRIORITY).factory());
    started.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    stopping = false;
    ticker = started;
  }

  private void look() {
    try {
      if (records.lease(owner, LEASE)) {
        followNames();
        tagOwn();
        tagImported();
        if (looks++ % FORGET_EVERY == 0) {
          records.forgetWithdrawn();
        }
      }
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule; what is not tagged is found again.
      log.warn("Conversations could not be tagged: {}", e.getMessage());
    }
  }

  /** With other names everything is looked at again. */
  private void followNames() {
    LeakNames.Known known = names.known();
    if (!known.fingerprint().equals(tagging.fingerprint())) {
      tagging = new Tagging(known);
      afterTime = Instant.EPOCH;
      afterId = "";
      importedAfter = null;
      importedSoFar = -1;
    }
  }

  private void tagOwn() {
    Instant now = time.now();
    Selection all = Selection.before(now, Set.of(Source.OWN));
    for (int i = 0; i < PAGES_A_LOOK && !stopping && records.lease(owner, LEASE); i++) {
      List<Head> page = votes.after(afterTime, afterId, all, PAGE);
      if (!page.isEmpty()) {
        Set<String> done = tagged(page.stream().map(Head::id).toList());
        List<Head> open = page.stream().filter(head -> !done.contains(head.id())).toList();
        tag(own.of(open));
        afterTime = page.getLast().votedAt();
        afterId = page.getLast().id();
      }
      if (page.size() < PAGE) {
        lookBack(now);
        return;
      }
    }
  }

  /** Now and then: most votes have shown up by the next look. */
  private void lookBack(Instant now) {
    if (now.isBefore(nextLookBack)) {
      return;
    }
    nextLookBack = now.plus(LOOK_BACK_EVERY);
    for (int i = 0; i < PAGES_A_LOOK && !stopping; i++) {
      List<Head> late =
          votes.untagged(now.minus(LATE), Tagging.VERSION, tagging.fingerprint(), PAGE);
      tag(own.of(late));
      if (late.size() < PAGE) {
        return;
      }
    }
  }

  /** Rows come in any order of time, so all are looked through when their number has changed. */
  private void tagImported() {
    Selection all = Selection.before(Instant.ofEpochSecond(1L << 40), Set.of(Source.IMPORTED));
    long soFar = records.imported();
    if (importedAfter == null && soFar == importedSoFar) {
      return;
    }
    if (importedAfter == null) {
      importedSoFar = soFar;
    }
    for (int i = 0; i < PAGES_A_LOOK && !stopping && records.lease(owner, LEASE); i++) {
      ImportedPages pages = imported.judgedAfter(all, importedAfter);
      List<StoredConversation> page = imported.stored(pages.next());
      if (page.isEmpty()) {
        importedAfter = null;
        return;
      }
      Set<String> done = tagged(page.stream().map(StoredConversation::id).toList());
      tag(page.stream().filter(one -> !done.contains(one.id())).toList());
      importedAfter = pages.mark();
    }
  }

  private Set<String> tagged(List<String> conversations) {
    return records.tagged(conversations, Tagging.VERSION, tagging.fingerprint());
  }

  private void tag(List<StoredConversation> conversations) {
    if (conversations.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (StoredConversation one : conversations) {
      names.add(one.conversation().modelA());
      names.add(one.conversation().modelB());
    }
    Map<String, Identity> identities = records.identities(names);
    for (int from = 0; from < conversations.size() && !stopping; from += PUT_AT_ONCE) {
      Map<String, Tags> tagged = new LinkedHashMap<>();
      for (StoredConversation one :
          conversations.subList(from, Math.min(conversations.size(), from + PUT_AT_ONCE))) {
        Conversation conversation = one.conversation();
        tagged.put(
            one.id(),
            tagging.of(
                conversation,
                identity(identities, conversation.modelA()),
                identity(identities, conversation.modelB())));
      }
      records.put(tagged, tagging.fingerprint());
    }
  }

  private static Identity identity(Map<String, Identity> known, String name) {
    return known.getOrDefault(name, new Identity(name, null, null));
  }

  @Override
  public void stop() {
    ScheduledThreadPoolExecutor running = ticker;
    if (running != null) {
      stopping = true;
      running.shutdown();
      try {
        if (!running.awaitTermination(WAIT_AT_END_SECONDS, TimeUnit.SECONDS)) {
          log.info("Tagging is cut short; another start goes on with it");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      ticker = null;
    }
  }

  @Override
  public boolean isRunning() {
    return ticker != null;
  }
}
