package org.tiltyard.release;

import java.util.List;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Prompts;
import org.tiltyard.schema.Schema;

/**
 * Which split a row goes to. Of the four of UltraChat 200k, the hash of the first prompt decides:
 * one in ten is for tests, half of the rest for generation. So a prompt is never in two of them.
 */
final class Splits {

  private static final int TENTH = 10;

  private Splits() {}

  static String of(Schema schema, Conversation conversation) {
    if (schema.splits().size() == 1) {
      return schema.splits().getFirst();
    }
    List<String> prompts = Prompts.of(conversation.conversationA());
    long bits = Frequencies.bits(Prompts.hash(prompts.isEmpty() ? "" : prompts.getFirst())) >>> 1;
    String part = bits % TENTH == 0 ? "test" : "train";
    return part + (bits / TENTH % 2 == 0 ? "_sft" : "_gen");
  }
}
