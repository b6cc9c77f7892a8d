package org.tiltyard.jobs;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long work is done, {@code tiltyard.jobs.*}.
 *
 * @param parallel how many jobs a node works on at once; 0: none, others do
 * @param lease how long after a node's death another one takes its jobs over
 * @param keep how long ended jobs are kept
 * @param attempts a job that was cut short so often has failed: it may be what kills the node
 */
record JobSettings(
    @DefaultValue("2") @Min(0) @Max(64) int parallel,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("30d") Duration keep,
    @DefaultValue("5") @Min(1) @Max(100) int attempts) {}
