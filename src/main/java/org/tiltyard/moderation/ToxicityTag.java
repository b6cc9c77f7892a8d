package org.tiltyard.moderation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a classifier says about a whole conversation, for {@code toxic_chat_tag}: the worst of its
 * messages.
 *
 * @param flagged whether any message is
 * @param score the highest, 0 to 1
 * @param measure what datasets call the number
 */
public record ToxicityTag(boolean flagged, double score, Measure measure) {

  /** What the number of a classifier is called in published datasets. */
  public enum Measure {
    PROBABILITY,
    SCORE
  }

  /**
   * By the name of the classifier, in the order of names. One that has not checked all messages is
   * left out: what is not known is not said.
   *
   * @param messages those that make up the conversation
   * @param results as stored, for these and perhaps further messages
   */
  public static Map<String, ToxicityTag> of(
      Collection<MessageKey> messages, Map<MessageKey, List<Result>> results) {
    Map<String, ToxicityTag> tags = new TreeMap<>();
    messages.stream()
        .flatMap(message -> results.getOrDefault(message, List.of()).stream())
        .filter(result -> result.categories().containsKey(Scores.TOXICITY))
        .map(Result::link)
        .distinct()
        .forEach(name -> of(name, messages, results).ifPresent(tag -> tags.put(name, tag)));
    return tags;
  }

  private static Optional<ToxicityTag> of(
      String name, Collection<MessageKey> messages, Map<MessageKey, List<Result>> results) {
    // Of T5 the number is called score, of all others probability: so the published names have
    // theirs.
    Measure measure = name.startsWith("t5") ? Measure.SCORE : Measure.PROBABILITY;
    return ConversationModeration.of(name, messages, results)
        .map(said -> said.further().get(Scores.TOXICITY))
        .map(worst -> new ToxicityTag(worst.flagged(), worst.score(), measure));
  }
}
