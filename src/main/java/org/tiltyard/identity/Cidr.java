package org.tiltyard.identity;

import java.net.InetAddress;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code ::1}.
 *
 * @param prefix how many of the address's first bits all addresses of the block share
 */
record Cidr(InetAddress address, int prefix) {

  /**
   * Reads a block; a single address is a block of one. Names are not looked up.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        InetAddress.ofLiteral((slash < 0 ? text : text.substring(0, slash)).strip());
    int bits = address.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip());
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(text + " has no prefix between 0 and " + bits);
    }
    return new Cidr(address, prefix);
  }

  boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] theirs = other.getAddress();
    return own.length == theirs.length
        && java.util.Arrays.equals(first(own, prefix), first(theirs, prefix));
  }

  /** The first bits of an address, the others zero. */
  static byte[] first(byte[] address, int bits) {
    byte[] cut = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      cut[i] = (byte) (address[i] & (0xFF << (Byte.SIZE - kept)));
    }
    return cut;
  }
}
