package org.tiltyard.moderation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a link says about a whole conversation: the worst of its messages.
 *
 * @param categories the 11 that datasets publish, in their order, those that were judged
 * @param further all others, such as {@code illicit}, which datasets keep apart
 * @param flagged whether any message is
 */
public record ConversationModeration(
    Map<String, CategoryResult> categories, Map<String, CategoryResult> further, boolean flagged) {

  /** The categories of the published schemas. */
  public static final List<String> PUBLISHED =
      List.of(
          "harassment",
          "harassment/threatening",
          "hate",
          "hate/threatening",
          "self-harm",
          "self-harm/instructions",
          "self-harm/intent",
          "sexual",
          "sexual/minors",
          "violence",
          "violence/graphic");

  /** The link whose results fill {@code openai_moderation}. */
  public static final String OPENAI = OpenAiLink.NAME;

  /**
   * The worst of the messages.
   *
   * @param messages those that make up the conversation
   * @param results as stored, for these and perhaps further messages
   * @return empty unless the link has checked every one of them: half-checked is not clean
   */
  public static Optional<ConversationModeration> of(
      String link, Collection<MessageKey> messages, Map<MessageKey, List<Result>> results) {
    Map<String, CategoryResult> worst = new LinkedHashMap<>();
    boolean flagged = false;
    for (MessageKey message : messages) {
      Optional<Result> checked =
          results.getOrDefault(message, List.of()).stream()
              .filter(result -> result.link().equals(link) && result.checked())
              .findFirst();
      if (checked.isEmpty()) {
        return Optional.empty();
      }
      flagged |= checked.get().flagged();
      checked.get().categories().forEach((name, one) -> worst.merge(name, one, CategoryResult::or));
    }
    if (worst.isEmpty()) {
      return Optional.empty();
    }
    Map<String, CategoryResult> published = new LinkedHashMap<>();
    for (String name : PUBLISHED) {
      CategoryResult one = worst.remove(name);
      if (one != null) {
        published.put(name, one);
      }
    }
    return Optional.of(new ConversationModeration(published, worst, flagged));
  }

  /** Whether all categories of the published schemas were judged. */
  public boolean complete() {
    return categories.size() == PUBLISHED.size();
  }
}
