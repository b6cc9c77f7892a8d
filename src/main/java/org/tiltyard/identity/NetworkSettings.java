package org.tiltyard.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code tiltyard.proxies} and {@code tiltyard.network.*}: how the arena learns where a request
 * comes from. Only in files: who may set these may pretend to be any client.
 *
 * @param proxies addresses and blocks (CIDR) of the proxies in front; only what they add is
 *     believed
 * @param network which header they write, and how much of an address is one network
 */
@Validated
@ConfigurationProperties("tiltyard")
record NetworkSettings(@DefaultValue List<String> proxies, @DefaultValue Network network) {

  /** The header in which proxies note whom they speak for. */
  enum Header {
    X_FORWARDED_FOR,
    FORWARDED
  }

  /**
   * One of the headers, not both: a proxy passes on the one that it doesn't know, forged or not.
   *
   * @param header the one that the proxies write
   * @param ipv4Prefix bits of an IPv4 address that make a network
   * @param ipv6Prefix bits of an IPv6 address that make a network
   */
  record Network(
      @DefaultValue("x-forwarded-for") Header header,
      @Min(8) @Max(32) @DefaultValue("32") int ipv4Prefix,
      @Min(16) @Max(128) @DefaultValue("64") int ipv6Prefix) {}

  List<Cidr> trusted() {
    return proxies.stream().map(Cidr::parse).toList();
  }
}
