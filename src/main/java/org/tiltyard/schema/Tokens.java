package org.tiltyard.schema;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Of each message. */
  static int[] each(List<Message> conversation) {
    return conversation.stream().mapToInt(message -> of(message.content())).toArray();
  }

  /** Of each message, where many are those of another conversation that is counted already. */
  static int[] each(List<Message> conversation, List<Message> other, int[] counted) {
    int[] counts = new int[conversation.size()];
    for (int i = 0; i < counts.length; i++) {
      boolean same = i < counted.length && other.get(i).equals(conversation.get(i));
      counts[i] = same ? counted[i] : of(conversation.get(i).content());
    }
    return counts;
  }

  /** Of the messages of users, or of those of models. */
  static int sum(List<Message> conversation, int[] counts, boolean users) {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += conversation.get(i).isUsers() == users ? counts[i] : 0;
    }
    return sum;
  }

  /** Of all messages before the last answer. */
  static int before(List<Message> conversation, int[] counts) {
    int last = counts.length - 1;
    while (last >= 0 && conversation.get(last).isUsers()) {
      last--;
    }
    return IntStream.range(0, Math.max(0, last)).map(i -> counts[i]).sum();
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
