package org.tiltyard.jobs;

/**
 * Ends a job's work where it is: somebody cancelled it, the node shuts down, or another node has
 * taken it over.
 */
public final class JobStopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JobStopped() {
    // Thrown often and looked at never: it is a way out, not an error.
    super("the job is to stop", null, false, false);
  }
}
