package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@link Schema#ARENA_100K}. */
public record Arena100kRow(
    String questionId,
    String modelA,
    String modelB,
    String winner,
    List<Message> conversationA,
    List<Message> conversationB,
    @Nullable Long turn,
    @Nullable Boolean anony,
    @Nullable String language,
    @Nullable Double tstamp,
    @Nullable ConvMetadata convMetadata,
    @Nullable Boolean isCode,
    @Nullable Boolean isRefusal,
    @Nullable DedupTag dedupTag,
    @Nullable CategoryTag categoryTag,
    @Nullable String judgeHash,
    Extra extra)
    implements Row {

  @Override
  public Schema schema() {
    return Schema.ARENA_100K;
  }

  @Override
  public String key() {
    return questionId;
  }
}
