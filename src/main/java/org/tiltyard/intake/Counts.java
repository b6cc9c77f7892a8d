package org.tiltyard.intake;

/** What became of some rows. */
record Counts(int added, int unchanged, int own, int conflicting, int bad) {}
