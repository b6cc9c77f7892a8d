package org.tiltyard.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be connected to. It is asked about the very address a socket is about to
 * connect to, so that a name cannot mean one address when checked and another when used.
 *
 * <p>Never: link-local, multicast and unspecified addresses, and the known metadata services of
 * clouds. Loopback and private networks: if the settings allow it.
 */
final class AddressGuard {

  private static final List<Block> NEVER =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("224.0.0.0", 4),
          Block.of("255.255.255.255", 32),
          // Metadata services of Alibaba, Azure and Oracle.
          Block.of("100.100.100.200", 32),
          Block.of("168.63.129.16", 32),
          Block.of("192.0.0.192", 32),
          Block.of("::", 128),
          Block.of("fe80::", 10),
          Block.of("ff00::", 8),
          // Metadata services of Amazon and Google.
          Block.of("fd00:ec2::", 32),
          Block.of("fd20:ce::254", 128),
          // Metadata service of Scaleway.
          Block.of("fd00:42::42", 128),
          // Translation by local agreement (RFC 8215) and Teredo: where they lead can't be told.
          Block.of("64:ff9b:1::", 48),
          Block.of("2001::", 32));

  private static final List<Block> PRIVATE =
      List.of(
          Block.of("127.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("172.16.0.0", 12),
          Block.of("192.168.0.0", 16),
          Block.of("100.64.0.0", 10),
          Block.of("192.0.0.0", 24),
          Block.of("198.18.0.0", 15),
          Block.of("240.0.0.0", 4),
          Block.of("::1", 128),
          Block.of("fc00::", 7),
          Block.of("fec0::", 10));

  /** IPv6 addresses that lead to an IPv4 address, and where in them it is. */
  private static final List<Block> TRANSLATED =
      List.of(
          Block.of("64:ff9b::", 96),
          Block.of("::", 96),
          Block.of("::ffff:0:0:0", 96),
          Block.mapped());

  private static final Block SIX_TO_FOUR = Block.of("2002::", 16);

  private final boolean privateAllowed;

  AddressGuard(boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
  }

  /**
   * @throws AddressRefused when no connection to this address is allowed
   */
  void check(InetAddress address) throws AddressRefused {
    byte[] plain = address.getAddress();
    byte[] target = isIn(PRIVATE, plain) || isIn(NEVER, plain) ? plain : embedded(plain);
    if (isIn(NEVER, target)) {
      throw new AddressRefused("the address " + address.getHostAddress() + " is never allowed");
    }
    if (!privateAllowed && isIn(PRIVATE, target)) {
      throw new AddressRefused(
          "the address "
              + address.getHostAddress()
              + " is private, and tiltyard.provider.allow-private-addresses is off");
    }
  }

  private static byte[] embedded(byte[] address) {
    if (SIX_TO_FOUR.holds(address)) {
      return Arrays.copyOfRange(address, 2, 6);
    }
    return isIn(TRANSLATED, address) ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static boolean isIn(List<Block> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.holds(address));
  }

  /** All addresses that begin with the same bits. */
  private static final class Block {

    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Block of(String address, int bits) {
      try {
        return new Block(InetAddress.getByName(address).getAddress(), bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(address, e);
      }
    }

    /** ::ffff:0:0/96, which Java would turn into an IPv4 address. */
    static Block mapped() {
      byte[] prefix = new byte[16];
      prefix[10] = (byte) 0xFF;
      prefix[11] = (byte) 0xFF;
      return new Block(prefix, 96);
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int i = 0; i * 8 < bits; i++) {
        int mask = 0xFF << Math.max(0, 8 - (bits - i * 8));
        if (((address[i] ^ prefix[i]) & mask & 0xFF) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
