package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link Schema#PROVENANCE}: how a battle came about. Unknown is null.
 *
 * @param questionId joins it to the rows of the other schemas
 * @param source {@code own} or {@code imported}
 * @param mode {@code anonymous}, {@code side-by-side} or {@code direct}
 * @param policy how the pair was drawn
 * @param propensity with what probability it was
 * @param pairAttempt how many draws it took
 * @param seatsShuffled whether chance decided who sits left
 * @param swaps models replaced before the vote
 * @param pacing how text was paced on the page
 * @param timeToVoteMs from the last answer's end to the vote
 * @param flags rules that found something odd about the vote
 * @param moderation results beyond the 11 categories of the arena's schema
 * @param style features of style
 */
public record ProvenanceRow(
    String questionId,
    @Nullable String source,
    @Nullable String mode,
    @Nullable String policy,
    @Nullable Double propensity,
    @Nullable Integer pairAttempt,
    @Nullable Boolean seatsShuffled,
    @Nullable List<AnswerOrigin> answersA,
    @Nullable List<AnswerOrigin> answersB,
    @Nullable Integer swaps,
    @Nullable String pacing,
    @Nullable List<String> reasonsA,
    @Nullable List<String> reasonsB,
    @Nullable String comment,
    @Nullable Long timeToVoteMs,
    @Nullable String interfaceVersion,
    @Nullable String locale,
    @Nullable String termsVersion,
    @Nullable List<Flag> flags,
    @Nullable List<ModerationResult> moderation,
    @Nullable ConvMetadata style,
    Extra extra)
    implements Row {

  /**
   * Where an answer came from, and how.
   *
   * @param parameters what the model was asked with, as JSON text
   * @param retries attempts of the gateway that failed before
   * @param stopped whether the judge stopped it
   * @param regenerations answers of this turn that were thrown away for this one
   */
  public record AnswerOrigin(
      int turn,
      @Nullable String endpointKind,
      @Nullable String providerModel,
      @Nullable String parameters,
      @Nullable String finishReason,
      @Nullable Integer timeToFirstTokenMs,
      @Nullable Integer durationMs,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      @Nullable Integer retries,
      @Nullable Boolean stopped,
      @Nullable Integer regenerations) {}

  /** A rule that found something. */
  public record Flag(String rule, @Nullable String detail) {}

  /**
   * One category of one check.
   *
   * @param role {@code user}, {@code model_a} or {@code model_b}
   * @param checker the name of what checked
   */
  public record ModerationResult(
      int turn,
      String role,
      String checker,
      String category,
      @Nullable Boolean flagged,
      @Nullable Double score) {}

  @Override
  public Schema schema() {
    return Schema.PROVENANCE;
  }

  @Override
  public String key() {
    return questionId;
  }
}
