package org.tiltyard.operation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * When a node says that it is ready, {@code tiltyard.operation.*}.
 *
 * @param readyModels how many models must be well; 0: the models don't matter
 * @param databasePatience how long the database may take to answer
 */
record OperationSettings(
    @DefaultValue("0") @Min(0) @Max(1000) @Editable int readyModels,
    @DefaultValue("2s") Duration databasePatience) {}
