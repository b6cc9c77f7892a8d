package org.tiltyard.battle;

import org.tiltyard.models.ModelId;

/** Two different models in their seats. */
record Pair(ModelId a, ModelId b) {

  /** Whether the same two meet, in whichever seats. */
  boolean meets(Pair other) {
    return equals(other) || (a.equals(other.b) && b.equals(other.a));
  }
}
