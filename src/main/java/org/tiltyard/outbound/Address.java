package org.tiltyard.outbound;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * What can be said of an address by its spelling, before any name is resolved. It is read by the
 * very parser that the connection is made with, so that the two can't understand it differently;
 * spellings that only serve to hide a number are refused.
 */
final class Address {

  private static final int LONGEST = 2000;

  /** What stands between the scheme and the path. */
  private static final Pattern AUTHORITY = Pattern.compile("(?i)^https?:[/\\\\]*([^/\\\\?#]*)");

  private static final Pattern PLAIN_IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

  /** A last label that the system's resolver may take for a number: 127.1, 0x7f.1, 2130706433. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)");

  /** By which clouds call the services that give a machine its credentials. */
  private static final Set<String> METADATA =
      Set.of(
          "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "metadata.azure.internal",
          "metadata.azure.com",
          "metadata.tencentyun.com",
          "metadata.packet.net",
          "metadata.platformequinix.com",
          "instance-data",
          "instance-data.ec2.internal");

  private Address() {}

  /**
   * Reads an address.
   *
   * @throws AddressRefused when it is no http or https address, names a user, hides a number, or
   *     names a metadata service
   */
  static HttpUrl parse(String text) throws AddressRefused {
    String trimmed = text.strip();
    HttpUrl url = trimmed.length() > LONGEST ? null : HttpUrl.parse(trimmed);
    if (url == null) {
      throw new AddressRefused("this is no http or https address");
    }
    String authority = authority(trimmed);
    if (authority.contains("@")) {
      throw new AddressRefused("the address holds a user name or password");
    }
    check(url);
    if (PLAIN_IPV4.matcher(url.host()).matches()
        && !authority.replaceFirst(":\\d*$", "").equals(url.host())) {
      throw new AddressRefused("the address writes a number in an unusual way: " + url.host());
    }
    return url;
  }

  /** The part of the rules that a parsed address still shows; every request is held to it. */
  static void check(HttpUrl url) throws AddressRefused {
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new AddressRefused("the address holds a user name or password");
    }
    String host = url.host().replaceFirst("\\.+$", "").toLowerCase(Locale.ROOT);
    if (METADATA.contains(host)) {
      throw new AddressRefused("the host " + host + " is a metadata service and never allowed");
    }
    if (NUMERIC.matcher(host).matches() && !PLAIN_IPV4.matcher(url.host()).matches()) {
      throw new AddressRefused("the address writes a number in an unusual way: " + url.host());
    }
  }

  /** The address that a host already is; nothing is looked up. */
  static Optional<InetAddress> literal(HttpUrl url) {
    if (!isNumber(url.host())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(url.host()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(String host) {
    return PLAIN_IPV4.matcher(host).matches() || host.contains(":");
  }

  private static String authority(String url) {
    var found = AUTHORITY.matcher(url);
    return found.find() ? found.group(1) : "";
  }
}
