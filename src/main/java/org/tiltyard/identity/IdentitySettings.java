package org.tiltyard.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tiltyard.admin.*}: the first admin.
 *
 * @param username name of the account made when a password is set
 * @param password when set, the first admin is made at start and no set-up link is printed
 * @param sessionLength how long a sign-in lasts
 * @param participantCookieLength how long a voter's cookie lasts
 */
@ConfigurationProperties("tiltyard.admin")
record IdentitySettings(
    @DefaultValue("admin") String username,
    @Nullable String password,
    @DefaultValue("14d") Duration sessionLength,
    @DefaultValue("365d") Duration participantCookieLength) {

  /** Never prints the password, wherever the record ends up. */
  @Override
  public String toString() {
    return "IdentitySettings[username=" + username + "]";
  }
}
