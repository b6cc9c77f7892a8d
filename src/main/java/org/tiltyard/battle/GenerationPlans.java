package org.tiltyard.battle;

/** Knows, for each answer, which model is asked what. */
interface GenerationPlans {
  Generation.Starts startsFor(Answer answer);
}
