package org.tiltyard.models;

import java.util.Collection;
import java.util.Set;

/**
 * Something that may keep models out of the draw for a while, such as a budget that is spent. Every
 * bean of this type is asked before each draw, so it has to be quick.
 */
public interface Eligibility {

  /** Those of the candidates that must not be drawn now. */
  Set<ModelId> barred(Collection<ModelId> candidates);
}
