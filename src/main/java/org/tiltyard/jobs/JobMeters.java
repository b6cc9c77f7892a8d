package org.tiltyard.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What is measured of jobs, on this node. */
@Component
class JobMeters implements MeterBinder {

  private final JobRunner runner;

  JobMeters(JobRunner runner) {
    this.runner = runner;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("tiltyard.jobs.running", runner, JobRunner::running)
        .description("Jobs that this node works on")
        .register(registry);
  }
}
