package org.tiltyard.release;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;

/**
 * Finds words, whatever their case: whole ones; in scripts that put no spaces between words, also
 * within others.
 */
final class BlockedWords {

  private static final Pattern UNSPACED =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

  private final Pattern words;

  BlockedWords(List<String> words) {
    this.words =
        Pattern.compile(
            words.stream().map(BlockedWords::pattern).collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String pattern(String word) {
    String quoted = Pattern.quote(folded(word));
    return UNSPACED.matcher(word).find()
        ? quoted
        : "(?<![\\p{L}\\p{M}\\p{N}])" + quoted + "(?![\\p{L}\\p{M}\\p{N}])";
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  boolean in(Conversation conversation) {
    return !words.pattern().isEmpty()
        && (in(conversation.conversationA()) || in(conversation.conversationB()));
  }

  private boolean in(List<Message> messages) {
    return messages.stream().anyMatch(message -> words.matcher(folded(message.content())).find());
  }
}
