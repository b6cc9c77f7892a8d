package org.tiltyard.battle;

import org.tiltyard.shared.Identifier;

/** The identifier of a {@link Battle}; also the {@code question_id} of its row in a dataset. */
public record BattleId(String value) implements Identifier {

  /**
   * The id that an address names.
   *
   * @throws BattleNotFound when the text can be no id
   */
  public static BattleId parse(String text) {
    if (!Identifier.isWellFormed(text)) {
      throw new BattleNotFound();
    }
    return new BattleId(text);
  }
}
