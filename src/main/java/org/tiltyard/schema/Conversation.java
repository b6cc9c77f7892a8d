package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judged conversation with two models as the arena sees it; rows of every schema are made from
 * it.
 *
 * @param questionId 32 hex digits for battles of this arena
 * @param winner {@code model_a}, {@code model_b}, {@code tie}, {@code tie (bothbad)}; from model
 *     judges also {@code tie (inconsistent)}
 * @param judge {@code arena_user_N}, or as imported
 * @param conversationA user and assistant by turns, user first; what was carried over from an
 *     earlier battle comes first
 * @param turn user turns that were judged, without those carried over
 * @param anony whether the names were hidden until the vote
 * @param language English name, or {@code unknown}
 * @param tstamp of the vote, in seconds since 1970 with 4 decimals; 0 where a source doesn't say
 */
public record Conversation(
    String questionId,
    String modelA,
    String modelB,
    String winner,
    String judge,
    List<Message> conversationA,
    List<Message> conversationB,
    int turn,
    boolean anony,
    String language,
    double tstamp,
    @Nullable OpenAiModeration openaiModeration,
    @Nullable ToxicChatTag toxicChatTag,
    Traits traits) {

  public Conversation {
    conversationA = List.copyOf(conversationA);
    conversationB = List.copyOf(conversationB);
    Numbers.finite(tstamp);
  }
}
