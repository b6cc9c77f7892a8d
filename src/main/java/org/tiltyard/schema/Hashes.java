package org.tiltyard.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of texts and of lists of them. */
final class Hashes {

  private static final int NUMBER_DIGITS = 13;

  private Hashes() {}

  /** In hex digits. */
  static String of(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** In hex digits; where one text ends counts. */
  static String of(List<String> texts) {
    MessageDigest digest = sha256();
    texts.forEach(text -> add(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  static String ofMessages(List<List<Message>> conversations) {
    MessageDigest digest = sha256();
    for (List<Message> conversation : conversations) {
      add(digest, Integer.toString(conversation.size()));
      for (Message message : conversation) {
        add(digest, message.role());
        add(digest, message.content());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  /** The first 52 bits, which every reader of JSON holds exactly. */
  static long number(String text) {
    return Long.parseLong(of(text).substring(0, NUMBER_DIGITS), 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
