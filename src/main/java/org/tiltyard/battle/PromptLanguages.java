package org.tiltyard.battle;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.language.LanguageDetector;

/** Names the language of first prompts while the models are asked: nobody waits for it. */
@Component
class PromptLanguages implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PromptLanguages.class);

  private static final String WRITE = "update battle set language = ? where id = ?";
  private static final int GATHER_MILLIS = 200;

  private final LanguageDetector detector;
  private final JdbcClient database;
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
      JdbcClient database,
      JdbcTemplate batches,
      TransactionTemplate transaction,
      LiveTurns liveTurns) {
    this.detector = detector;
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
    this.liveTurns = liveTurns;
  }

  /** Begins to name the language of a prompt. */
  Tagging begin(Prompt prompt) {
    return new Tagging(
        CompletableFuture.supplyAsync(() -> detector.nameOf(prompt.text()), tagging));
  }

  /** The language of a prompt, as soon as it is known: with the battle, or after it. */
  final class Tagging {

    private final CompletableFuture<String> name;
    private boolean stored;

    private Tagging(CompletableFuture<String> name) {
      this.name = name;
    }

    /** Writes it beside the battle in the caller's transaction, if it is known by now. */
    void storeIfKnown(BattleId battle) {
      stored = name.state() == Future.State.SUCCESS;
      if (stored) {
        write(battle, name.resultNow());
      }
    }

    /** Writes it when it is known, if that has yet to be done. */
    void storeLater(BattleId battle) {
      if (!stored) {
        name.thenAccept(known -> gather(battle, known))
            .exceptionally(failure -> {
              note(battle.value(), failure);
              return null;
            });
      }
    }
  }

  private synchronized void gather(BattleId battle, String language) {
    if (gathered.isEmpty()) {
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

  private void write(BattleId battle, String language) {
    database.sql(WRITE).params(language, battle.value()).update();
  }

  private void note(String battles, Throwable failure) {
    // While the arena stops, its database may be gone first.
    if (liveTurns.accepting()) {
      log.warn("The language of battle {} could not be tagged", battles, failure);
    }
  }

  /** What has been named is written first. */
  @Override
  public void close() {
    tagging.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    tagging.close();
    writeGathered();
  }
}
