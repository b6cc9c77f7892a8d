package org.tiltyard.battle;

import org.tiltyard.models.ModelId;

/** How battles between two models were judged, so far. */
public record PairCount(ModelId a, ModelId b, long winsOfA, long winsOfB, long ties) {}
