package org.tiltyard.leaderboard;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.leaderboard.*}.
 *
 * @param audience who may see boards
 * @param minimumVotes models with fewer votes have no rating on boards that don't say otherwise
 * @param source where the votes come from on boards that don't say otherwise
 * @param anchorModel the public name of a model that has a fixed rating; empty for none, and a mean
 *     of 1000
 * @param anchorRating the rating of that model
 * @param styleEvery how old a board with style control may get before it is worked out anew
 */
public record LeaderboardSettings(
    @Editable @DefaultValue("everyone") Audience audience,
    @Editable @Min(1) @Max(1_000_000) @DefaultValue("100") int minimumVotes,
    @Editable @DefaultValue("own") Origin source,
    @Editable @Size(max = 120) @DefaultValue("") String anchorModel,
    @Editable @DecimalMin("-10000") @DecimalMax("10000") @DefaultValue("1000") double anchorRating,
    @Editable @DefaultValue("10m") Duration styleEvery) {

  /** Who may see boards. */
  public enum Audience {
    /** Everybody who may see the arena. */
    EVERYONE,
    /** People with an account. */
    ACCOUNTS
  }
}
