package org.tiltyard.review;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service that finds names in texts, {@code tiltyard.entities.*}. In the configuration file only:
 * whoever may change the address decides who reads every conversation.
 *
 * @param url where it takes texts, in the form of Presidio’s analyzer; empty: there is none
 * @param token sent as bearer; none when empty
 * @param leastScore what it is less sure of than this, 0 to 1, is left alone
 * @param timeLimit for each part of a text
 */
@ConfigurationProperties("tiltyard.entities")
record EntitySettings(
    @DefaultValue("") String url,
    @DefaultValue("") String token,
    @DefaultValue("0.6") double leastScore,
    @DefaultValue("10s") Duration timeLimit) {

  boolean isSet() {
    return !url.isBlank();
  }

  /** Never prints the token. */
  @Override
  public String toString() {
    return "EntitySettings[" + url + "]";
  }
}
