package org.tiltyard.jobs;

import org.jspecify.annotations.Nullable;

/** How far a job is, and a key of the message bundles for what it does. */
record Progress(long done, @Nullable Long total, String doing) {

  static Progress of(Job job) {
    return new Progress(job.done(), job.total(), "job.beginning");
  }
}
