package org.tiltyard.battle;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.pairing.*}: who meets whom, how often.
 *
 * @param policy the policy that draws
 * @param boosts see {@link Boost}; for the weighted policy
 * @param targets see {@link Target}; for the weighted policy
 * @param onlyMeet a model on one side of a line meets only models of the other side; see {@link
 *     Meeting}
 * @param neverMeet models on the two sides of a line never meet
 * @param explore the share of draws in which the adaptive policy takes any pair that may meet
 * @param newcomerVotes a model with fewer votes is a newcomer; 0: there are none
 * @param newcomerShare the share of battles that have a newcomer, at least
 * @param countEvery how often votes are counted for policies that go by them
 */
public record PairingSettings(
    @Editable @DefaultValue("weighted") Policy policy,
    @Editable @PairingLines(PairingLines.Kind.BOOST) @DefaultValue List<String> boosts,
    @Editable @PairingLines(PairingLines.Kind.TARGET) @DefaultValue List<String> targets,
    @Editable @PairingLines(PairingLines.Kind.MEETING) @DefaultValue List<String> onlyMeet,
    @Editable @PairingLines(PairingLines.Kind.MEETING) @DefaultValue List<String> neverMeet,
    @Editable @DecimalMin("0.01") @DecimalMax("1") @DefaultValue("0.1") double explore,
    @Editable @Min(0) @Max(1_000_000) @DefaultValue("0") int newcomerVotes,
    @Editable @DecimalMin("0") @DecimalMax("1") @DefaultValue("0") double newcomerShare,
    @DefaultValue("5s") Duration countEvery) {

  /** The policies there are. */
  public enum Policy {
    UNIFORM,
    WEIGHTED,
    ADAPTIVE
  }

  /** Whether draws depend on the votes so far. */
  boolean goesByVotes() {
    return policy == Policy.ADAPTIVE || (newcomerVotes > 0 && newcomerShare > 0);
  }
}
