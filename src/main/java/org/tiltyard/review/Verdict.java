package org.tiltyard.review;

import org.jspecify.annotations.Nullable;

/** A decision and why. */
record Verdict(Decision decision, Reason reason, @Nullable String note) {}
