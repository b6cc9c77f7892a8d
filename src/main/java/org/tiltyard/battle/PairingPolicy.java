package org.tiltyard.battle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;

/** Decides who meets whom, and knows with which probability. */
interface PairingPolicy {

  /**
   * Draws a pair and shuffles its seats.
   *
   * @param contenders at least two
   * @param last the person's previous pair, which is not drawn again where there is a choice
   */
  Draw draw(List<Contender> contenders, @Nullable Pair last);

  /**
   * Draws another model for a seat whose model failed.
   *
   * @param tried models that were in this battle already, the one in the other seat included
   * @return empty when no one is left
   */
  Optional<Draw> replace(Pair pair, Seat seat, List<Contender> contenders, Set<ModelId> tried);
}
