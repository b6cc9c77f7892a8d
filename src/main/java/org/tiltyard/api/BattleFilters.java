package org.tiltyard.api;

import java.util.Arrays;
import java.util.List;
import org.tiltyard.battle.Mode;

/** What narrows lists of battles and of votes alike. */
final class BattleFilters {

  static final String[] NAMES = {"from", "until", "model", "language", "mode"};

  private static final List<String> MODES = Arrays.stream(Mode.values()).map(Mode::word).toList();

  /**
   * Whether a battle's names may be shown: since its vote, or in a mode that shows them from the
   * start. A filter by model looks at no other battles, because what it leaves out would tell.
   */
  static final String NAMES_SHOWN = "(vote.battle_id is not null or battle.mode <> 'anonymous')";

  private BattleFilters() {}

  static String[] with(String... further) {
    String[] all = Arrays.copyOf(NAMES, NAMES.length + further.length);
    System.arraycopy(further, 0, all, NAMES.length, further.length);
    return all;
  }

  /** Narrows a query over {@code battle}, {@code vote} and the models {@code a} and {@code b}. */
  static void narrow(Where where, Parameters parameters) {
    where.and("battle.withdrawn_at is null");
    parameters
        .text("model")
        .ifPresent(model -> where.and(NAMES_SHOWN).and("(a.name = ? or b.name = ?)", model, model));
    parameters
        .text("language")
        .ifPresent(language -> where.and("coalesce(battle.language, 'unknown') = ?", language));
    parameters.word("mode", MODES).ifPresent(mode -> where.and("battle.mode = ?", mode));
  }
}
