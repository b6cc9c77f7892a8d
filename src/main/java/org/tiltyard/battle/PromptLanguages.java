package org.tiltyard.battle;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.language.LanguageDetector;

/** Names the language of first prompts, after the models were asked: nobody waits for it. */
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

  /** Writes it beside the battle as soon as it is known. */
  void tag(BattleId battle, Prompt prompt) {
    tagging.execute(() -> name(battle, prompt));
  }

  private void name(BattleId battle, Prompt prompt) {
    try {
      database
          .sql("update battle set language = ? where id = ?")
          .params(detector.nameOf(prompt.text()), battle.value())
          .update();
    } catch (RuntimeException e) {
      // While the arena stops, its database may be gone first.
      if (liveTurns.accepting()) {
        log.warn("The language of battle {} could not be tagged", battle.value(), e);
      }
    }
  }
}
