package org.tiltyard.jobs;

/**
 * One kind of long work; a bean. What it does must be fit to be begun again after a crash, from the
 * last checkpoint or from the start.
 *
 * @param <P> its parameters: a record that goes through JSON and back
 */
public interface JobKind<P> {

  /** Its name in the database: 40 characters at most, never changed. */
  String name();

  /** The type of its parameters. */
  Class<P> parameters();

  /**
   * Does the work, on a platform thread. Calls {@link JobRun#progress} often: that is also where it
   * learns that it is to stop.
   *
   * @throws JobStopped which it has from the run, and lets through
   * @throws Exception whose message tells people what went wrong; the job has then failed
   */
  void run(JobRun<P> run) throws Exception;

  /**
   * Told once when a job of this kind has ended, whichever way; also when it never ran. The state
   * is stored before. Not told when a node dies in between.
   */
  default void ended(Job job) {}
}
