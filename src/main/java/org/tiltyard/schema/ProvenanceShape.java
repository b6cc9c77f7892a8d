package org.tiltyard.schema;

import static org.tiltyard.schema.Scalars.BOOL;
import static org.tiltyard.schema.Scalars.FLOAT64;
import static org.tiltyard.schema.Scalars.INT32;
import static org.tiltyard.schema.Scalars.INT64;
import static org.tiltyard.schema.Scalars.STRING;

import java.util.List;
import org.tiltyard.schema.ProvenanceRow.AnswerOrigin;
import org.tiltyard.schema.ProvenanceRow.Flag;
import org.tiltyard.schema.ProvenanceRow.ModerationResult;

/** The fields of the provenance table in order. */
final class ProvenanceShape {

  private static final Shape<AnswerOrigin> ANSWER =
      new Shape<>(
              AnswerOrigin.class,
              answer -> Extra.NONE,
              values ->
                  new AnswerOrigin(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next()))
          .required("turn", INT32, AnswerOrigin::turn)
          .nullable("endpoint_kind", STRING, AnswerOrigin::endpointKind)
          .nullable("provider_model", STRING, AnswerOrigin::providerModel)
          .nullable("parameters", STRING, AnswerOrigin::parameters)
          .nullable("finish_reason", STRING, AnswerOrigin::finishReason)
          .nullable("time_to_first_token_ms", INT32, AnswerOrigin::timeToFirstTokenMs)
          .nullable("duration_ms", INT32, AnswerOrigin::durationMs)
          .nullable("tokens_in", INT32, AnswerOrigin::tokensIn)
          .nullable("tokens_out", INT32, AnswerOrigin::tokensOut)
          .nullable("retries", INT32, AnswerOrigin::retries)
          .nullable("stopped", BOOL, AnswerOrigin::stopped)
          .nullable("regenerations", INT32, AnswerOrigin::regenerations);

  private static final Shape<Flag> FLAG =
      new Shape<>(Flag.class, flag -> Extra.NONE, values -> new Flag(values.next(), values.next()))
          .required("rule", STRING, Flag::rule)
          .nullable("detail", STRING, Flag::detail);

  private static final Shape<ModerationResult> RESULT =
      new Shape<>(
              ModerationResult.class,
              result -> Extra.NONE,
              values ->
                  new ModerationResult(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next()))
          .required("turn", INT32, ModerationResult::turn)
          .required("role", STRING, ModerationResult::role)
          .required("checker", STRING, ModerationResult::checker)
          .required("category", STRING, ModerationResult::category)
          .nullable("flagged", BOOL, ModerationResult::flagged)
          .nullable("score", FLOAT64, ModerationResult::score);

  private static final Kind<List<String>> STRINGS = new ListKind<>(STRING);

  static final Shape<ProvenanceRow> ROW =
      new Shape<>(
              ProvenanceRow.class,
              ProvenanceRow::extra,
              values ->
                  new ProvenanceRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("question_id", STRING, ProvenanceRow::questionId)
          .nullable("source", STRING, ProvenanceRow::source)
          .nullable("mode", STRING, ProvenanceRow::mode)
          .nullable("policy", STRING, ProvenanceRow::policy)
          .nullable("propensity", FLOAT64, ProvenanceRow::propensity)
          .nullable("pair_attempt", INT32, ProvenanceRow::pairAttempt)
          .nullable("seats_shuffled", BOOL, ProvenanceRow::seatsShuffled)
          .nullable("answers_a", new ListKind<>(ANSWER), ProvenanceRow::answersA)
          .nullable("answers_b", new ListKind<>(ANSWER), ProvenanceRow::answersB)
          .nullable("swaps", INT32, ProvenanceRow::swaps)
          .nullable("pacing", STRING, ProvenanceRow::pacing)
          .nullable("reasons_a", STRINGS, ProvenanceRow::reasonsA)
          .nullable("reasons_b", STRINGS, ProvenanceRow::reasonsB)
          .nullable("comment", STRING, ProvenanceRow::comment)
          .nullable("time_to_vote_ms", INT64, ProvenanceRow::timeToVoteMs)
          .nullable("interface_version", STRING, ProvenanceRow::interfaceVersion)
          .nullable("locale", STRING, ProvenanceRow::locale)
          .nullable("terms_version", STRING, ProvenanceRow::termsVersion)
          .nullable("flags", new ListKind<>(FLAG), ProvenanceRow::flags)
          .nullable("moderation", new ListKind<>(RESULT), ProvenanceRow::moderation)
          .nullable("style", MetadataShape.METADATA, ProvenanceRow::style);

  private ProvenanceShape() {}
}
