package org.tiltyard.limits;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.limits.budget}: tokens of prompts and answers together, a day. 0 is no limit.
 *
 * @param arenaTokensPerDay of all models together
 * @param modelTokensPerDay of each model, unless it has a budget of its own
 * @param modelPromptsPerMinute answers that one model begins; more, and it pauses in the draw
 * @param zone where the day begins at midnight, such as {@code UTC} or {@code Europe/Berlin}
 * @param whenSpent {@code stop}: the model leaves the draw, and an arena without budget takes no
 *     prompts, until midnight; {@code note}: only the admins' page says so
 */
record BudgetSettings(
    @Editable @Min(0) @DefaultValue("0") long arenaTokensPerDay,
    @Editable @Min(0) @DefaultValue("0") long modelTokensPerDay,
    @Editable @Min(0) @DefaultValue("0") int modelPromptsPerMinute,
    @Editable @DefaultValue("UTC") String zone,
    @Editable @DefaultValue("stop") WhenSpent whenSpent) {

  /** What happens once a budget is spent. */
  enum WhenSpent {
    STOP,
    NOTE
  }

  @AssertTrue(message = "zone is not known")
  boolean isZoneKnown() {
    try {
      return ZoneId.of(zone) != null;
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  ZoneId zoneId() {
    return ZoneId.of(zone);
  }
}
