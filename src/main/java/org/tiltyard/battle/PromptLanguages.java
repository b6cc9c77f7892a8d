package org.tiltyard.battle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.language.LanguageDetector;

/**
 * Names the language of first prompts, which is work for a processor: only once the models are
 * asked and the battle is stored, so that nobody waits for it.
 */
@Component
class PromptLanguages implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PromptLanguages.class);

  private static final String WRITE = "update battle set language = ? where id = ?";
  private static final int GATHER_MILLIS = 200;
  private static final int PATIENCE_SECONDS = 2;

  /** More than a process can have left unnamed when it was killed; found by index. */
  private static final String UNNAMED =
      "select newest.id, turn.prompt"
          + " from (select id, language, withdrawn_at from battle"
          + " order by created_at desc, id desc limit 1000) newest"
          + " join turn on turn.battle_id = newest.id and turn.number = 1"
          + " where newest.language is null and newest.withdrawn_at is null";

  private final LanguageDetector detector;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final LiveTurns liveTurns;

  /**
   * By battle, what is still to be written: those of about the same moment in one transaction, as a
   * commit costs more than a row, and in order, so that no two transactions wait for each other.
   */
  private SortedMap<String, String> gathered = new TreeMap<>();

  /** A thread of the platform: naming a language is work for a processor, not waiting. */
  private final ScheduledThreadPoolExecutor tagging =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("language").daemon().factory());

  PromptLanguages(
      LanguageDetector detector,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      LiveTurns liveTurns) {
    this.detector = detector;
    this.batches = batches;
    this.transaction = transaction;
    this.liveTurns = liveTurns;
  }

  /** Names the language of a stored battle's prompt, and writes it there soon. */
  void tag(BattleId battle, Prompt prompt) {
    inBackground(battle.value(), () -> gather(battle, detector.nameOf(prompt.text())));
  }

  /** Names what a process that was killed had yet to name. */
  @EventListener(ApplicationReadyEvent.class)
  void tagWhatIsLeft() {
    inBackground(
        "an earlier process",
        () -> {
          Map<String, String> prompts = new LinkedHashMap<>();
          batches.query(
              UNNAMED,
              row -> {
                prompts.put(row.getString(1), row.getString(2));
              });
          prompts.forEach((id, prompt) -> gather(new BattleId(id), detector.nameOf(prompt)));
        });
  }

  private void inBackground(String whose, Runnable work) {
    tagging.execute(() -> {
      try {
        work.run();
      } catch (RuntimeException failure) {
        note(whose, failure);
      }
    });
  }

  private synchronized void gather(BattleId battle, String language) {
    if (gathered.isEmpty() && !tagging.isShutdown()) {
      tagging.schedule(this::writeGathered, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }
    gathered.put(battle.value(), language);
  }

  private synchronized SortedMap<String, String> take() {
    SortedMap<String, String> taken = gathered;
    gathered = new TreeMap<>();
    return taken;
  }

  private void writeGathered() {
    SortedMap<String, String> some = take();
    if (some.isEmpty()) {
      return;
    }
    try {
      transaction.executeWithoutResult(status ->
          batches.batchUpdate(
              WRITE,
              some.entrySet().stream()
                  .map(one -> new Object[] {one.getValue(), one.getKey()})
                  .toList()));
    } catch (RuntimeException failure) {
      note(some.keySet().toString(), failure);
    }
  }

  private void note(String battles, Throwable failure) {
    // While the arena stops, its database may be gone first.
    if (liveTurns.accepting()) {
      log.warn("The language of a prompt could not be tagged: {}", battles, failure);
    }
  }

  /** What is quickly named is written first; the next start names the rest. */
  @Override
  public void close() throws InterruptedException {
    tagging.shutdown();
    if (!tagging.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      tagging.shutdownNow();
    }
    writeGathered();
  }
}
