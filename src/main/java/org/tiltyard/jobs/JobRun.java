package org.tiltyard.jobs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job while it runs, as its kind sees it.
 *
 * @param <P> the parameters
 */
public interface JobRun<P> {

  /** Which job. */
  JobId id();

  /** What it was asked to do. */
  P parameters();

  /**
   * Says how far it is. Costs nothing: it is stored once a second.
   *
   * @param done so much of {@code total}
   * @param total null while that isn't known
   * @param doing a key of the message bundles
   * @throws JobStopped when the job is to stop
   */
  void progress(long done, @Nullable Long total, String doing);

  /**
   * @throws JobStopped when the job is to stop
   */
  void check();

  /** What the last run of this job stored, if it was cut short. */
  Optional<String> checkpoint();

  /**
   * Stores where to go on from, at once.
   *
   * @param state at most 100,000 characters, in whatever form the kind likes
   * @throws JobStopped when the job is to stop, or another node has taken it over: then nothing was
   *     stored
   */
  void checkpoint(String state);
}
