package org.tiltyard.schema;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;

/** Tokens of {@code cl100k_base}, the tokenizer that style control of the arena counts with. */
final class Tokens {

  /**
   * Texts are counted in pieces of this size, so that a text of a million characters without a
   * space takes no time that grows with its square.
   */
  private static final int PIECE = 50_000;

  private Tokens() {}

  /** Loaded when first needed: it takes some tenths of a second. */
  private static final class Loaded {
    private static final Encoding CL100K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
  }

  /** Of the messages of users, or of those of models, among the first ones. */
  static int of(List<Message> conversation, boolean users, int among) {
    int sum = 0;
    for (Message message : conversation.subList(0, among)) {
      if (message.isUsers() == users) {
        sum += of(message.content());
      }
    }
    return sum;
  }

  /** Of all messages before the last answer. */
  static int before(List<Message> conversation) {
    int last = conversation.size();
    while (last > 0 && conversation.get(last - 1).isUsers()) {
      last--;
    }
    int among = Math.max(0, last - 1);
    return of(conversation, true, among) + of(conversation, false, among);
  }

  static int of(String text) {
    String whole = WellFormed.text(text);
    int sum = 0;
    for (int from = 0; from < whole.length(); ) {
      int to = Math.min(whole.length(), from + PIECE);
      if (to < whole.length() && Character.isHighSurrogate(whole.charAt(to - 1))) {
        to--;
      }
      sum += Loaded.CL100K.countTokensOrdinary(whole.substring(from, to));
      from = to;
    }
    return sum;
  }
}
