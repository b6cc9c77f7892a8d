package org.tiltyard.jobs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AccountId;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import tools.jackson.databind.json.JsonMapper;

/** Long work, as those see it who ask for it. */
@Component
public class Jobs {

  private final JobRecords records;
  private final JobKinds kinds;
  private final JsonMapper json;
  private final Time time;

  Jobs(JobRecords records, JobKinds kinds, JsonMapper json, Time time) {
    this.records = records;
    this.kinds = kinds;
    this.json = json;
    this.time = time;
  }

  /**
   * Puts a job in line, in the caller's transaction if there is one; a node begins it within a
   * second after that.
   *
   * @param by who asked for it; null when the arena does
   */
  public <P> JobId submit(JobKind<P> kind, P parameters, @Nullable AccountId by) {
    JobId id = new JobId(Identifier.random());
    records.add(id, kind.name(), json.writeValueAsString(parameters), by, time.now());
    return id;
  }

  /** The job, unless it is forgotten. */
  public Optional<Job> find(JobId id) {
    return records.find(id);
  }

  /** The newest jobs of a kind, the newest first. */
  public List<Job> newest(JobKind<?> kind, int limit) {
    return records.newest(kind.name(), limit);
  }

  /** Ends a job: one that waits at once, one that runs as soon as it notices. */
  public void cancel(JobId id) {
    if (records.cancel(id, time.now())) {
      records.find(id).ifPresent(kinds::ended);
    }
  }

  /**
   * Puts a job that failed or was cancelled back in line, to go on from its last checkpoint.
   *
   * @return false when it is in line, runs, or is done
   */
  public boolean again(JobId id) {
    return records.again(id);
  }
}
