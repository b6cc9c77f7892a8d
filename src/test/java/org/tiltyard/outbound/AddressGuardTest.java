package org.tiltyard.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        "2002:a9fe:a9fe::1",
        "fd00:42::42",
        "64:ff9b:1:a9fe:a9:fe00::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2"
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

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254"})
  void aMappedAddressThatJavaKeepsAsOneIsReadAsWhatItMeans(String plain)
      throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    System.arraycopy(address(plain).getAddress(), 0, mapped, 12, 4);
    InetAddress kept = Inet6Address.getByAddress("mapped", mapped, 0);

    assertThat(kept.getAddress()).hasSize(16);
    assertThatThrownBy(() -> strict.check(kept)).isInstanceOf(AddressRefused.class);
  }

  @SuppressWarnings("AddressSelection") // literals only
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
