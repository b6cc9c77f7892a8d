package org.tiltyard.operation;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/**
 * Whether this node should be sent visitors: it accepts work, its database answers, and enough
 * models are well.
 */
@Component("node")
class Readiness implements HealthIndicator {

  /** What was found. */
  record Found(boolean accepting, boolean database, int modelsWell, int modelsNeeded) {

    boolean ready() {
      return accepting && database && modelsWell >= modelsNeeded;
    }
  }

  private final DatabaseCheck database;
  private final org.tiltyard.provider.Health models;
  private final ApplicationAvailability availability;
  private final Live<OperationSettings> settings;

  Readiness(
      DatabaseCheck database,
      org.tiltyard.provider.Health models,
      ApplicationAvailability availability,
      Live<OperationSettings> operationSettings) {
    this.database = database;
    this.models = models;
    this.availability = availability;
    this.settings = operationSettings;
  }

  Found look() {
    OperationSettings now = settings.get();
    return new Found(
        availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC,
        database.answers(now.databasePatience()),
        models.summary().well(),
        now.readyModels());
  }

  /** The same for a management port: only up or down. */
  @Override
  public Health health() {
    return (look().ready() ? Health.up() : Health.down()).build();
  }
}
