package org.tiltyard.dataset;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations to read.
 *
 * @param from only those voted on from then on; those without a time are left out if it is given
 * @param upTo only those voted on before
 * @param models public names; both models are among them. Empty: any
 * @param languages English names. Empty: any
 * @param sources own, imported or both
 */
public record Selection(
    @Nullable Instant from,
    Instant upTo,
    Set<String> models,
    Set<String> languages,
    Set<Source> sources) {

  public Selection {
    models = Set.copyOf(models);
    languages = Set.copyOf(languages);
    sources = Set.copyOf(sources);
  }

  /** Everything voted on before a point in time, from one or both sources. */
  public static Selection before(Instant upTo, Set<Source> sources) {
    return new Selection(null, upTo, Set.of(), Set.of(), sources);
  }
}
