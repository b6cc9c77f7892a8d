package org.tiltyard.release;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Prompts;

/**
 * How often first prompts occur, by 64 bits of their hashes. What occurs once is not frequent; of
 * those equally often at the tenth place, the ones that came first are in.
 */
final class Frequencies {

  private static final int TOP = 10;
  private static final int LEAST = 2;
  private static final int HEX_OF_64_BITS = 16;

  private static final class Count {
    private final long first;
    private long times;

    private Count(long first) {
      this.first = first;
    }
  }

  private final Map<Long, Count> counts = new HashMap<>();
  private Set<Long> top = Set.of();
  private long seen;

  void add(Conversation conversation) {
    counts.computeIfAbsent(key(conversation), unknown -> new Count(seen++)).times++;
  }

  /** Forgets all but the most frequent. */
  void close() {
    top =
        new HashSet<>(
            counts.entrySet().stream()
                .filter(entry -> entry.getValue().times >= LEAST)
                .sorted(
                    Comparator.comparingLong(
                            (Map.Entry<Long, Count> entry) -> -entry.getValue().times)
                        .thenComparingLong(entry -> entry.getValue().first))
                .limit(TOP)
                .map(Map.Entry::getKey)
                .toList());
    counts.clear();
  }

  boolean isFrequent(Conversation conversation) {
    return !top.isEmpty() && top.contains(key(conversation));
  }

  private static long key(Conversation conversation) {
    List<String> prompts = Prompts.of(conversation.conversationA());
    return bits(Prompts.hash(prompts.isEmpty() ? "" : prompts.getFirst()));
  }

  /** Enough of a hash to tell some millions of texts apart. */
  static long bits(String hash) {
    return Long.parseUnsignedLong(hash.substring(0, HEX_OF_64_BITS), 16);
  }
}
