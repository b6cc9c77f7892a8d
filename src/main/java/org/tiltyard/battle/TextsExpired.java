package org.tiltyard.battle;

import java.util.List;

/**
 * Battles grew older than their texts are kept, or than they are kept without a vote. Their texts
 * are gone and they are in no dataset and on no board any more. Whoever keeps more of them deletes
 * it, in the same transaction.
 *
 * @param battles ids
 */
public record TextsExpired(List<String> battles) {

  /** The same ids, never changed. */
  public TextsExpired {
    battles = List.copyOf(battles);
  }
}
