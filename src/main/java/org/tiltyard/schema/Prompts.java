package org.tiltyard.schema;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prompts as duplicates are found by. */
public final class Prompts {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

  private Prompts() {}

  /**
   * A prompt without differences that don't matter: compatible forms (NFKC) and case folded, spaces
   * and invisible characters as one space, none at the ends.
   */
  public static String normalised(String prompt) {
    String folded =
        Normalizer.normalize(WellFormed.text(prompt), Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return SPACE.matcher(folded).replaceAll(" ").strip();
  }

  /** SHA-256 of a normalised prompt, in hex digits. */
  public static String hash(String prompt) {
    return Hashes.of(normalised(prompt));
  }

  /** SHA-256 of all prompts of a conversation, normalised, in hex digits. */
  public static String hash(List<Message> conversation) {
    return Hashes.of(of(conversation).stream().map(Prompts::normalised).toList());
  }

  /**
   * SHA-256 of everything that was said on both sides, by whom and in what order, in hex digits:
   * equal for rows whose conversations are the same.
   */
  public static String hashOfAll(Conversation conversation) {
    return Hashes.ofMessages(
        List.of(
            conversation.conversationA(),
            conversation.conversationB(),
            List.of(
                new Message(conversation.modelA(), "a"), new Message(conversation.modelB(), "b"))));
  }

  /** What users said in a conversation, in order. */
  public static List<String> of(List<Message> conversation) {
    return conversation.stream().filter(Message::isUsers).map(Message::content).toList();
  }
}
