package org.tiltyard.battle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.language.LanguageDetector;

/** Names the language of first prompts while the models are asked: nobody waits for it. */
@Component
class PromptLanguages {

  private static final Logger log = LoggerFactory.getLogger(PromptLanguages.class);

  private final LanguageDetector detector;
  private final JdbcClient database;
  private final LiveTurns liveTurns;

  /** A thread of the platform: naming a language is work for a processor, not waiting. */
  private final ExecutorService tagging =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("language").daemon().factory());

  PromptLanguages(LanguageDetector detector, JdbcClient database, LiveTurns liveTurns) {
    this.detector = detector;
    this.database = database;
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
        name.thenAcceptAsync(known -> write(battle, known), tagging)
            .exceptionally(failure -> {
              note(battle, failure);
              return null;
            });
      }
    }
  }

  private void write(BattleId battle, String language) {
    database
        .sql("update battle set language = ? where id = ?")
        .params(language, battle.value())
        .update();
  }

  private void note(BattleId battle, Throwable failure) {
    // While the arena stops, its database may be gone first.
    if (liveTurns.accepting()) {
      log.warn("The language of battle {} could not be tagged", battle.value(), failure);
    }
  }
}
