package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.provider.AddressGuard.AddressRefused;

class AddressGuardTest {

  private final AddressGuard open = new AddressGuard(true);
  private final AddressGuard strict = new AddressGuard(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "255.255.255.255",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "::",
        "ff02::1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1"
      })
  void someAddressesAreNeverAllowed(String address) throws UnknownHostException {
    InetAddress parsed = address(address);

    assertThatThrownBy(() -> open.check(parsed)).isInstanceOf(AddressRefused.class);
    assertThatThrownBy(() -> strict.check(parsed)).isInstanceOf(AddressRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:0a00:0001::1"
      })
  void privateAddressesAreUpToTheSetting(String address) throws UnknownHostException {
    InetAddress parsed = address(address);

    assertThatCode(() -> open.check(parsed)).doesNotThrowAnyException();
    assertThatThrownBy(() -> strict.check(parsed)).isInstanceOf(AddressRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "100.128.0.1",
        "2606:4700::1"
      })
  void publicAddressesAreAllowed(String address) throws UnknownHostException {
    InetAddress parsed = address(address);

    assertThatCode(() -> strict.check(parsed)).doesNotThrowAnyException();
  }

  @SuppressWarnings("AddressSelection") // literals only
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
