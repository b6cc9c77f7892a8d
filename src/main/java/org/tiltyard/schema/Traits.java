package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the newer schemas say about a conversation beyond the first one. What is null and can be
 * worked out from the texts is worked out when a row is made ({@link Rows#of}).
 *
 * @param convMetadata worked out if null
 * @param isCode worked out if null
 * @param isRefusal worked out if null
 * @param dedupTag needs the whole dataset; {@link DedupTag#RARE} if null
 * @param categoryTag stays null without classifiers
 * @param evaluationSessionId the first battle of a chain that was carried on; the row's own id if
 *     null
 * @param evaluationOrder from 1 within the session; 1 if null
 * @param judgeHash SHA-256 of the judge's name if null
 */
public record Traits(
    @Nullable ConvMetadata convMetadata,
    @Nullable Boolean isCode,
    @Nullable Boolean isRefusal,
    @Nullable DedupTag dedupTag,
    @Nullable CategoryTag categoryTag,
    @Nullable String evaluationSessionId,
    @Nullable Integer evaluationOrder,
    @Nullable String judgeHash) {

  /** Nothing known yet. */
  public static final Traits NONE = new Traits(null, null, null, null, null, null, null, null);

  /**
   * Lengths in tokens of {@code cl100k_base}, and what Markdown the answers have, both sides. Code
   * blocks count as tokens, not as Markdown.
   */
  public static ConvMetadata convMetadata(List<Message> a, List<Message> b) {
    MarkdownCounts markdownA = MarkdownCounts.ofAnswers(a);
    MarkdownCounts markdownB = MarkdownCounts.ofAnswers(b);
    int[] tokensA = Tokens.each(a);
    int[] tokensB = Tokens.each(b, a, tokensA);
    return new ConvMetadata(
        Tokens.sum(a, tokensA, true),
        Tokens.sum(a, tokensA, false),
        Tokens.sum(b, tokensB, false),
        Tokens.before(a, tokensA),
        Tokens.before(b, tokensB),
        Prompts.of(a).size(),
        markdownA.headers(),
        markdownB.headers(),
        markdownA.lists(),
        markdownB.lists(),
        markdownA.bold(),
        markdownB.bold(),
        Extra.NONE);
  }

  /** Whether a conversation is about code; see {@link Heuristics#isCode}. */
  public static boolean isCode(List<Message> a, List<Message> b) {
    return Heuristics.isCode(a) || Heuristics.isCode(b);
  }

  /** Whether a prompt asks for mathematics; see {@link Requests#isMath}. */
  public static boolean isMath(List<Message> conversation) {
    return Prompts.of(conversation).stream().anyMatch(Requests::isMath);
  }

  /**
   * Whether a prompt says what form the answer has to have: its length, format, words or language;
   * see {@link Requests#givesInstructions}.
   */
  public static boolean givesInstructions(List<Message> conversation) {
    return Prompts.of(conversation).stream().anyMatch(Requests::givesInstructions);
  }

  /** Whether an answer of either side refuses; see {@link Heuristics#isRefusal}. */
  public static boolean isRefusal(List<Message> a, List<Message> b) {
    return Heuristics.refuses(a) || Heuristics.refuses(b);
  }
}
