package org.tiltyard.provider;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * When a model is taken out of the draw and when it comes back, {@code tiltyard.health.*}.
 *
 * @param enabled false: nothing is looked after, and every active model is drawn
 * @param failuresInARow so many failures without a success between take a model out; being busy
 *     (rate-limited) counts half
 * @param leastSuccessPercent fewer successes than this take it out too
 * @param leastCalls but only among at least so many calls
 * @param window how long a call counts
 * @param windowCalls how many calls count at most
 * @param knock how often it is seen whether a quiet endpoint takes connections; costs no tokens
 * @param probes whether quiet models are asked for one token now and then; models that are out
 *     always are
 * @param idle how long a model has to be quiet before it is asked; the pause then grows with the
 *     time it stays quiet
 * @param longestIdle the longest pause between two such probes
 * @param suspicious how soon after a failure a model is asked again while it is still drawn
 * @param firstPause until a model that was taken out is asked for the first time; doubles with
 *     every probe that fails
 * @param longestPause the longest pause between two such probes
 * @param webhookUrl told when a model goes out or comes back; none when empty
 * @param webhookSecret signs what is sent there; unsigned when empty
 */
record HealthSettings(
    @Editable @DefaultValue("true") boolean enabled,
    @Editable @DefaultValue("3") @Min(1) @Max(100) int failuresInARow,
    @Editable @DefaultValue("50") @Min(0) @Max(100) int leastSuccessPercent,
    @Editable @DefaultValue("8") @Min(1) @Max(1000) int leastCalls,
    @Editable @DefaultValue("2m") Duration window,
    @DefaultValue("100") @Min(8) @Max(1000) int windowCalls,
    @DefaultValue("10s") Duration knock,
    @Editable @DefaultValue("true") boolean probes,
    @Editable @DefaultValue("60s") Duration idle,
    @DefaultValue("15m") Duration longestIdle,
    @DefaultValue("5s") Duration suspicious,
    @DefaultValue("5s") Duration firstPause,
    @Editable @DefaultValue("5m") Duration longestPause,
    @Editable @DefaultValue("") @Size(max = 2000) String webhookUrl,
    @DefaultValue("") @Size(max = 200) String webhookSecret) {

  HealthSettings {
    require(!window.isNegative() && !window.isZero(), "window");
    require(!knock.isNegative() && !knock.isZero(), "knock");
    require(!firstPause.isNegative() && !firstPause.isZero(), "first-pause");
    if (webhookSecret.startsWith("whsec_")) {
      // Throws when it is no base64.
      Base64.getDecoder().decode(webhookSecret.substring("whsec_".length()));
    }
  }

  private static void require(boolean fits, String name) {
    if (!fits) {
      throw new IllegalArgumentException("tiltyard.health." + name + " must be longer than 0");
    }
  }

  /** Never prints the secret, wherever the record ends up. */
  @Override
  public String toString() {
    return "HealthSettings[enabled=" + enabled + "]";
  }
}
