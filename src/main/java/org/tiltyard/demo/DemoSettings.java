package org.tiltyard.demo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast the demo programs talk, {@code tiltyard.demo.*}.
 *
 * @param firstToken shortest time to the first token
 * @param firstTokenSpread the longest that is added to it, at random
 * @param tokensPerSecond pace of the tokens after the first, drawn once per answer between this and
 *     a quarter less; 0 sends everything at once
 */
@ConfigurationProperties("tiltyard.demo")
record DemoSettings(
    @DefaultValue("150ms") Duration firstToken,
    @DefaultValue("250ms") Duration firstTokenSpread,
    @DefaultValue("40") double tokensPerSecond) {

  DemoSettings {
    if (firstToken.isNegative() || firstTokenSpread.isNegative() || !(tokensPerSecond >= 0)) {
      throw new IllegalArgumentException("tiltyard.demo: times and pace can't be negative");
    }
  }

  /** Everything at once. */
  static DemoSettings instant() {
    return new DemoSettings(Duration.ZERO, Duration.ZERO, 0);
  }
}
