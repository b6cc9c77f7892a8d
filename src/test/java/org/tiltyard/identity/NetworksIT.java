package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;

/** What is kept of an address: nothing that could be followed from one day to the next. */
class NetworksIT {

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("203.0.113.9");

  private static TestArena arena;

  @BeforeAll
  static void open() {
    arena = TestArena.start();
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  private static Networks on(String instant, int ipv4Prefix) {
    NetworkSettings settings =
        new NetworkSettings(
            List.of(),
            new NetworkSettings.Network(NetworkSettings.Header.X_FORWARDED_FOR, ipv4Prefix, 64));
    Time time = new Time(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    return new Networks(new ClientAddresses(settings), settings, arena.database(), time);
  }

  @Test
  void aNetworkHasOneNameADayOnEveryNode() {
    NetworkId morning = on("2026-11-25T00:00:01Z", 32).of(ADDRESS);
    NetworkId evening = on("2026-11-25T23:59:59Z", 32).of(ADDRESS);
    NetworkId tomorrow = on("2026-11-26T00:00:00Z", 32).of(ADDRESS);

    assertThat(morning).isEqualTo(evening);
    assertThat(morning).isNotEqualTo(tomorrow);
    assertThat(
            arena.database().sql("select valid_on from network_key").query(LocalDate.class).list())
        .as("yesterday's key is gone")
        .contains(LocalDate.of(2026, 11, 26))
        .doesNotContain(LocalDate.of(2026, 11, 25));
  }

  @Test
  void neighboursAreOneNetworkWhereTheSettingSaysSo() {
    Networks wide = on("2026-11-27T12:00:00Z", 24);

    assertThat(wide.of(ADDRESS)).isEqualTo(wide.of(InetAddress.ofLiteral("203.0.113.200")));
    assertThat(wide.of(ADDRESS)).isNotEqualTo(wide.of(InetAddress.ofLiteral("203.0.114.9")));
    assertThat(wide.of(InetAddress.ofLiteral("2001:db8::1")))
        .isEqualTo(wide.of(InetAddress.ofLiteral("2001:db8::ffff:1")))
        .isNotEqualTo(wide.of(InetAddress.ofLiteral("2001:db8:0:1::1")));
  }

  @Test
  void knowsAddressesThatMayBeAProxys() {
    Networks networks = on("2026-11-28T12:00:00Z", 32);
    for (String local :
        List.of("127.0.0.1", "::1", "10.1.2.3", "172.18.0.2", "192.168.1.1", "fd00::1")) {
      assertThat(networks.of(InetAddress.ofLiteral(local)).local()).as(local).isTrue();
    }
    for (String elsewhere : List.of("203.0.113.9", "2001:db8::1", "172.32.0.1")) {
      assertThat(networks.of(InetAddress.ofLiteral(elsewhere)).local()).as(elsewhere).isFalse();
    }
  }
}
