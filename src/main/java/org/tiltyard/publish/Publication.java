package org.tiltyard.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tiltyard.jobs.JobId;

/**
 * A release in one place, as the last try left it.
 *
 * @param address where people find it; null until it is there
 */
record Publication(
    String target, JobId job, @Nullable String address, @Nullable Instant publishedAt) {}
