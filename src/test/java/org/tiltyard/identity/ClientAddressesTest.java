package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

  private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8:ffff::/48");

  private static ClientAddresses addresses(NetworkSettings.Header header, String... proxies) {
    return new ClientAddresses(
        new NetworkSettings(List.of(proxies), new NetworkSettings.Network(header, 32, 64)));
  }

  private static ClientAddresses behindProxies() {
    return addresses(NetworkSettings.Header.X_FORWARDED_FOR, PROXIES.toArray(String[]::new));
  }

  private static MockServerHttpRequest from(String peer, String header, String... values) {
    return MockServerHttpRequest.get("/")
        .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(peer), 4711))
        .header(header, values)
        .build();
  }

  private static void assertClient(InetAddress found, String expected) {
    assertThat(found).isEqualTo(InetAddress.ofLiteral(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3.4", "127.0.0.1", "10.0.0.1", "::1", "unknown", "", "1.2.3.4, 10.0.0.1"})
  void withoutTrustedProxiesAHeaderChangesNothing(String forged) {
    ClientAddresses none = addresses(NetworkSettings.Header.X_FORWARDED_FOR);

    assertClient(none.of(from("203.0.113.9", "X-Forwarded-For", forged)), "203.0.113.9");
    assertClient(none.of(from("203.0.113.9", "Forwarded", "for=" + forged)), "203.0.113.9");
    assertClient(behindProxies().of(from("203.0.113.9", "X-Forwarded-For", forged)), "203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 203.0.113.9",
        "1.2.3.4, 203.0.113.9 | 203.0.113.9",
        "1.2.3.4, 203.0.113.9, 10.2.0.1 | 203.0.113.9",
        "10.9.9.9, 203.0.113.9, 10.2.0.1 | 203.0.113.9",
        "203.0.113.9:52100 | 203.0.113.9",
        "[2001:db8:1::7]:443 | 2001:db8:1::7",
        "2001:db8:1::7, 2001:db8:ffff::2 | 2001:db8:1::7",
        "::ffff:203.0.113.9 | 203.0.113.9",
        "1.2.3.4, unknown, 10.2.0.1 | 10.2.0.1",
        "garbage | 10.0.0.1",
        "10.3.3.3, 10.2.0.1 | 10.3.3.3"
      })
  void aChainIsReadFromTheRightToTheFirstThatIsNoProxy(String chain, String client) {
    assertClient(behindProxies().of(from("10.0.0.1", "X-Forwarded-For", chain)), client);
  }

  @Test
  void severalHeadersAreOneChain() {
    assertClient(
        behindProxies().of(from("10.0.0.1", "X-Forwarded-For", "1.2.3.4", "203.0.113.9")),
        "203.0.113.9");
  }

  @Test
  void readsForwardedWhereTheProxiesWriteIt() {
    ClientAddresses forwarded = addresses(NetworkSettings.Header.FORWARDED, "10.0.0.0/8");

    assertClient(
        forwarded.of(
            from("10.0.0.1", "Forwarded", "for=1.2.3.4, For=\"[2001:db8::9]:80\";proto=https")),
        "2001:db8::9");
    assertClient(
        forwarded.of(from("10.0.0.1", "Forwarded", "for=1.2.3.4, for=_hidden")), "10.0.0.1");
    assertClient(forwarded.of(from("10.0.0.1", "X-Forwarded-For", "1.2.3.4")), "10.0.0.1");
  }

  /** A proxy that writes the one header passes the other on as the client forged it. */
  @Test
  void theHeaderThatTheProxiesDoNotWriteIsNotRead() {
    assertClient(behindProxies().of(from("10.0.0.1", "Forwarded", "for=1.2.3.4")), "10.0.0.1");
  }

  @Test
  void onlyATrustedProxySaysThatTheConnectionIsEncrypted() {
    assertThat(behindProxies().secure(from("10.0.0.1", "X-Forwarded-Proto", "https"))).isTrue();
    assertThat(behindProxies().secure(from("10.0.0.1", "X-Forwarded-Proto", "http"))).isFalse();
    assertThat(behindProxies().secure(from("203.0.113.9", "X-Forwarded-Proto", "https"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", ""})
  void aBlockThatIsNoneStopsTheStart(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blocksEndWhereTheirBitsSay() {
    Cidr block = Cidr.parse("192.0.2.128/25");

    assertThat(block.contains(InetAddress.ofLiteral("192.0.2.128"))).isTrue();
    assertThat(block.contains(InetAddress.ofLiteral("192.0.2.255"))).isTrue();
    assertThat(block.contains(InetAddress.ofLiteral("192.0.2.127"))).isFalse();
    assertThat(block.contains(InetAddress.ofLiteral("2001:db8::1"))).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("198.51.100.1"))).isTrue();
  }
}
