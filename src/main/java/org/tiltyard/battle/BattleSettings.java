package org.tiltyard.battle;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.provider.Sampling;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.battle.*}: limits and pace of battles.
 *
 * @param promptCharacters longest prompt, in Unicode code points
 * @param turns most prompts in one battle
 * @param answerTokens longest answer; a model may have its own limit
 * @param temperature how freely models answer; a model may have its own
 * @param topP nucleus of the draw; a model may have its own
 * @param tick how often viewers get new text; the same for every model, so that a provider's
 *     chunking shows nothing
 * @param saveEvery how often running answers are saved
 * @param lease how long an answer counts as running after its last save
 * @param retryDelay pause before an answer that failed before its first token is tried again
 * @param replacements how many other models may be drawn for a seat that can't start
 * @param shutdownGrace how long running answers may go on when the arena stops
 * @param waitWithoutScript how long a page waits for both answers when the browser runs no script
 */
public record BattleSettings(
    @Editable @Min(16) @Max(1_000_000) @DefaultValue("12000") int promptCharacters,
    @Editable @Min(1) @Max(1000) @DefaultValue("50") int turns,
    @Editable @Min(16) @Max(1_000_000) @DefaultValue("2048") int answerTokens,
    @Editable @DecimalMin("0") @DecimalMax("2") @DefaultValue("0.7") double temperature,
    @Editable @DecimalMin("0.01") @DecimalMax("1") @DefaultValue("1.0") double topP,
    @DefaultValue("40ms") Duration tick,
    @DefaultValue("1s") Duration saveEvery,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("250ms") Duration retryDelay,
    @DefaultValue("2") int replacements,
    @DefaultValue("5s") Duration shutdownGrace,
    @DefaultValue("90s") Duration waitWithoutScript) {

  Sampling sampling() {
    return new Sampling(temperature, topP, answerTokens);
  }
}
