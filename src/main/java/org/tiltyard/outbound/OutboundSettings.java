package org.tiltyard.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the arena may connect to, {@code tiltyard.provider.*}. In the configuration file only: who
 * may change it decides what an admin of the browser can reach.
 *
 * @param connectTimeout until a name is resolved, and until a connection stands
 * @param allowPrivateAddresses whether addresses may be on this machine or in a private network;
 *     unset: yes, except when {@code tiltyard.public} is true. Link-local and metadata addresses
 *     are never allowed
 */
@ConfigurationProperties("tiltyard.provider")
record OutboundSettings(
    @DefaultValue("5s") Duration connectTimeout, @Nullable Boolean allowPrivateAddresses) {

  boolean privateAllowed(boolean publicArena) {
    return allowPrivateAddresses == null ? !publicArena : allowPrivateAddresses;
  }
}
