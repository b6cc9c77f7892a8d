package org.tiltyard.operation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * How many days things are kept, {@code tiltyard.retention.*}; 0: for good.
 *
 * @param unvotedDays battles that nobody voted on
 * @param textDays prompts, answers and comments; without them a battle is in no dataset and on no
 *     board
 * @param auditDays entries of the audit log
 */
record RetentionSettings(
    @DefaultValue("0") @Min(0) @Max(36_500) @Editable int unvotedDays,
    @DefaultValue("0") @Min(0) @Max(36_500) @Editable int textDays,
    @DefaultValue("0") @Min(0) @Max(36_500) @Editable int auditDays) {}
