package org.tiltyard.schema;

import static org.tiltyard.schema.Scalars.INT32;
import static org.tiltyard.schema.Scalars.INT64;

/** The fields of {@code conv_metadata} in order. */
final class MetadataShape {

  private static final Shape<ConvMetadata.Headers> HEADERS =
      new Shape<>(
              ConvMetadata.Headers.class,
              ConvMetadata.Headers::extra,
              values ->
                  new ConvMetadata.Headers(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("h1", INT64, ConvMetadata.Headers::h1)
          .required("h2", INT64, ConvMetadata.Headers::h2)
          .required("h3", INT64, ConvMetadata.Headers::h3)
          .required("h4", INT64, ConvMetadata.Headers::h4)
          .required("h5", INT64, ConvMetadata.Headers::h5)
          .required("h6", INT64, ConvMetadata.Headers::h6);

  private static final Shape<ConvMetadata.Lists> LISTS =
      new Shape<>(
              ConvMetadata.Lists.class,
              ConvMetadata.Lists::extra,
              values -> new ConvMetadata.Lists(values.next(), values.next(), values.extra()))
          .required("ordered", INT64, ConvMetadata.Lists::ordered)
          .required("unordered", INT64, ConvMetadata.Lists::unordered);

  private static final Shape<ConvMetadata.Bold> BOLD =
      new Shape<>(
              ConvMetadata.Bold.class,
              ConvMetadata.Bold::extra,
              values -> new ConvMetadata.Bold(values.next(), values.next(), values.extra()))
          .required("**", INT64, ConvMetadata.Bold::asterisks)
          .required("__", INT64, ConvMetadata.Bold::underscores);

  static final Shape<ConvMetadata> METADATA =
      new Shape<>(
              ConvMetadata.class,
              ConvMetadata::extra,
              values ->
                  new ConvMetadata(
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
          .required("sum_user_tokens", INT32, ConvMetadata::sumUserTokens)
          .required("sum_assistant_a_tokens", INT32, ConvMetadata::sumAssistantATokens)
          .required("sum_assistant_b_tokens", INT32, ConvMetadata::sumAssistantBTokens)
          .required("context_a_tokens", INT32, ConvMetadata::contextATokens)
          .required("context_b_tokens", INT32, ConvMetadata::contextBTokens)
          .required("turns", INT32, ConvMetadata::turns)
          .required("header_count_a", HEADERS, ConvMetadata::headerCountA)
          .required("header_count_b", HEADERS, ConvMetadata::headerCountB)
          .required("list_count_a", LISTS, ConvMetadata::listCountA)
          .required("list_count_b", LISTS, ConvMetadata::listCountB)
          .required("bold_count_a", BOLD, ConvMetadata::boldCountA)
          .required("bold_count_b", BOLD, ConvMetadata::boldCountB);

  private MetadataShape() {}
}
