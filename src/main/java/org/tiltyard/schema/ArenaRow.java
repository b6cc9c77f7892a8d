package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@link Schema#ARENA_33K}. Only imported rows have nulls other than the last two. */
public record ArenaRow(
    String questionId,
    String modelA,
    String modelB,
    String winner,
    @Nullable String judge,
    List<Message> conversationA,
    List<Message> conversationB,
    @Nullable Long turn,
    @Nullable Boolean anony,
    @Nullable String language,
    @Nullable Double tstamp,
    @Nullable OpenAiModeration openaiModeration,
    @Nullable ToxicChatTag toxicChatTag,
    Extra extra)
    implements Row {

  @Override
  public Schema schema() {
    return Schema.ARENA_33K;
  }

  @Override
  public String key() {
    return questionId;
  }
}
