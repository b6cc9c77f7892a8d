package org.tiltyard.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of work this program knows. */
@Component
class JobKinds {

  private static final Logger log = LoggerFactory.getLogger(JobKinds.class);

  /** Asked for late: kinds submit jobs too, and so need what needs them. */
  private final ObjectProvider<JobKind<?>> kinds;

  JobKinds(ObjectProvider<JobKind<?>> kinds) {
    this.kinds = kinds;
  }

  Optional<JobKind<?>> find(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  Set<String> names() {
    return byName().keySet();
  }

  private Map<String, JobKind<?>> byName() {
    return kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
  }

  /** Tells the kind that the job has ended; what goes wrong there doesn't change that. */
  void ended(Job job) {
    find(job.kind())
        .ifPresent(kind -> {
          try {
            kind.ended(job);
          } catch (RuntimeException e) {
            log.warn("After the end of job {} ({})", job.id().value(), job.kind(), e);
          }
        });
  }
}
