package org.tiltyard.moderation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * The chain: asks every link that is on, all at once, within one time limit, and makes a verdict of
 * what they say by the arena's policies. While no link is on, nothing is done and nothing stored.
 */
@Component
public final class Moderator implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Moderator.class);

  /** Answers that are checked at the same time; prompts, for which somebody waits, are not held. */
  private static final int ANSWERS_AT_ONCE = 32;

  private static final int LOCAL_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final ObjectProvider<TextClassifier> links;
  private final Classifiers classifiers;
  private final Live<ModerationSettings> settings;
  private final ModerationRecords records;
  private final Time time;
  private final ExecutorService remote = Executors.newVirtualThreadPerTaskExecutor();

  /** Threads of the platform: lists and models in this process are work for a processor. */
  private final ExecutorService local =
      Executors.newFixedThreadPool(
          LOCAL_THREADS, Thread.ofPlatform().name("moderation-", 0).daemon().factory());

  private final Semaphore answersAtOnce = new Semaphore(ANSWERS_AT_ONCE);

  Moderator(
      ObjectProvider<TextClassifier> links,
      Classifiers classifiers,
      Live<ModerationSettings> moderationSettings,
      ModerationRecords records,
      Time time) {
    this.links = links;
    this.classifiers = classifiers;
    this.settings = moderationSettings;
    this.records = records;
    this.time = time;
  }

  /** The names of the links that are on, in their order. */
  public List<String> links() {
    return on().stream().map(TextClassifier::name).toList();
  }

  private List<TextClassifier> on() {
    boolean further = settings.get().classifiers();
    return all()
        .filter(one -> further || one instanceof OpenAiLink || one instanceof WordLink)
        .filter(TextClassifier::active)
        .toList();
  }

  /** The links that are part of the arena, then those that admins set up. */
  private Stream<TextClassifier> all() {
    return Stream.concat(links.orderedStream(), classifiers.active().stream());
  }

  /**
   * Checks a text that is to be sent, before anybody sees it. Takes as long as the time limit at
   * most; what has not answered by then is not checked.
   */
  public Verdict checkPrompt(String text) {
    List<TextClassifier> links = on();
    return links.isEmpty() ? Verdict.NONE : new Policies(settings.get()).verdict(ask(links, text));
  }

  /** Stores what was found in a text that has become this message, in the caller's transaction. */
  public void record(MessageKey message, Verdict verdict) {
    records.write(message, verdict.results());
  }

  /**
   * Has an answer checked that has ended. Returns at once; what is found is stored with it. Nothing
   * is taken back from who reads it.
   */
  public void checkAnswer(MessageKey message, String text) {
    if (text.isBlank() || !settings.get().answers()) {
      return;
    }
    List<TextClassifier> links = on();
    if (!links.isEmpty() && !remote.isShutdown()) {
      remote.execute(() -> checkNow(links, message, text));
    }
  }

  private void checkNow(List<TextClassifier> links, MessageKey message, String text) {
    try {
      answersAtOnce.acquire();
      try {
        records.write(message, ask(links, text));
      } finally {
        answersAtOnce.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // No row says "not checked" just as well: the backlog finds it.
      log.warn("The results of a check could not be stored: {}", e.getMessage());
    }
  }

  /**
   * Asks one link about a text, on or off as it may be; for what was not checked in its time.
   *
   * @param within how long it may take
   * @return empty when there is no such link
   */
  public Optional<Result> checkBy(String link, String text, Duration within) {
    return all()
        .filter(one -> one.name().equals(link))
        .findFirst()
        .map(one -> ask(List.of(one), text, within).getFirst());
  }

  /** Asks all at once; a result for each, in their order. */
  private List<Result> ask(List<TextClassifier> links, String text) {
    return ask(links, text, settings.get().timeLimit());
  }

  private List<Result> ask(List<TextClassifier> links, String text, Duration limit) {
    Policies policies = new Policies(settings.get());
    long deadline = System.nanoTime() + limit.toNanos();
    Map<String, Future<Classification>> asked = new LinkedHashMap<>();
    for (TextClassifier link : links) {
      ExecutorService where = link.local() ? local : remote;
      asked.put(link.name(), where.submit(() -> link.classify(text)));
    }
    List<Result> results = new ArrayList<>();
    asked.forEach((link, future) -> results.add(await(link, future, deadline, policies)));
    return results;
  }

  private Result await(
      String link, Future<Classification> future, long deadline, Policies policies) {
    try {
      Classification said =
          future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      Outcome outcome = policies.outcomeOf(link, said.categories());
      return Result.checked(link, said, outcome, time.now());
    } catch (TimeoutException e) {
      future.cancel(true);
      return notChecked(link, "it took too long");
    } catch (ExecutionException e) {
      return notChecked(link, why(link, e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.cancel(true);
      return notChecked(link, "the arena stopped meanwhile");
    } catch (CancellationException e) {
      return notChecked(link, "the arena stopped meanwhile");
    }
  }

  private static String why(String link, @org.jspecify.annotations.Nullable Throwable cause) {
    if (cause instanceof LinkUnavailable known) {
      return String.valueOf(known.getMessage());
    }
    String kind = cause == null ? "an error" : cause.getClass().getSimpleName();
    // The message of an unforeseen error may hold some of the text.
    log.warn("Moderation link {} failed with {}", link, kind);
    return "it failed with " + kind;
  }

  private Result notChecked(String link, String problem) {
    return Result.notChecked(link, problem, time.now());
  }

  @Override
  public void destroy() {
    remote.shutdownNow();
    local.shutdownNow();
  }
}
