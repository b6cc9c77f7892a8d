package org.tiltyard.provider;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sorts what goes wrong into kinds. Statuses first, except that content filters and full contexts
 * are told only by words, which differ from server to server.
 */
final class Failures {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "exceed_context_size",
          "context length",
          "context size",
          "context window",
          "maximum context",
          "prompt is too long",
          "input is too long",
          "too many tokens",
          "string_above_max_length",
          "reduce the length");

  private static final List<String> FILTERED =
      List.of(
          "content_filter",
          "content_policy",
          "content management policy",
          "responsibleaipolicy",
          "was flagged",
          "data_inspection_failed");

  private static final List<String> RATE_LIMITED =
      List.of("rate_limit", "rate limit", "insufficient_quota", "too many requests");

  private static final List<String> REFUSED =
      List.of(
          "authentication",
          "invalid_api_key",
          "permission",
          "invalid_request",
          "not_found",
          "badrequest");

  private Failures() {}

  /** The provider answered with a status other than success. */
  static RawFailure ofStatus(int status, String body) {
    String detail = body.isBlank() ? "HTTP status " + status : body.strip();
    return new RawFailure(kindOf(status, words(tree(body), body)), detail, status);
  }

  /** An error object inside the stream, or an event that is no object at all. */
  static RawFailure ofEvent(String payload) {
    JsonNode tree = tree(payload);
    if (tree == null || !tree.isObject()) {
      return malformed("not a chat completion chunk: " + payload);
    }
    int status = status(tree);
    String words = words(tree, payload);
    FailureKind kind = FailureKind.UNAVAILABLE;
    if (status != 0) {
      kind = kindOf(status, words);
    } else if (has(words, FILTERED)) {
      kind = FailureKind.FILTERED;
    } else if (has(words, TOO_LONG)) {
      kind = FailureKind.TOO_LONG;
    } else if (has(words, RATE_LIMITED)) {
      kind = FailureKind.RATE_LIMITED;
    } else if (has(words, REFUSED)) {
      kind = FailureKind.REFUSED;
    }
    return new RawFailure(kind, payload, status);
  }

  /** The connection could not be made, or broke. */
  static RawFailure ofTransport(IOException e) {
    FailureKind kind =
        switch (e) {
          case AddressRefused refused -> FailureKind.REFUSED;
          case EventReader.EventTooLong tooLong -> FailureKind.MALFORMED;
          case SocketTimeoutException timeout -> FailureKind.TIMED_OUT;
          case InterruptedIOException interrupted -> FailureKind.CANCELLED;
          default -> FailureKind.UNAVAILABLE;
        };
    String what = e instanceof UnknownHostException ? "unknown host: " : "";
    String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return RawFailure.ofTransport(kind, what + words, OutboundFailure.reasonOf(e));
  }

  static RawFailure malformed(String detail) {
    return new RawFailure(FailureKind.MALFORMED, detail);
  }

  private static FailureKind kindOf(int status, String words) {
    if (status == 429) {
      return FailureKind.RATE_LIMITED;
    }
    if (status != 401 && has(words, FILTERED)) {
      return FailureKind.FILTERED;
    }
    if (status == 413 || (status != 401 && status != 403 && has(words, TOO_LONG))) {
      return FailureKind.TOO_LONG;
    }
    if (status == 408 || status == 504) {
      return FailureKind.TIMED_OUT;
    }
    // What is left of 4xx (key, account, path, model name, parameters) does not mend by itself;
    // redirects are not followed and mean a wrong address.
    return status >= 500 ? FailureKind.UNAVAILABLE : FailureKind.REFUSED;
  }

  private static @Nullable JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What the error object says, in small letters; the whole body when there is none. */
  private static String words(@Nullable JsonNode tree, String body) {
    JsonNode error = tree == null ? null : tree.get("error");
    return (error == null ? body : error.toString()).toLowerCase(Locale.ROOT);
  }

  /** Some servers put an HTTP status into an error's code. */
  private static int status(JsonNode tree) {
    JsonNode error = tree.has("error") ? tree.path("error") : tree;
    int code = error.path("code").asInt(error.path("status").asInt(0));
    return code >= 400 && code < 600 ? code : 0;
  }

  private static boolean has(String words, List<String> marks) {
    return marks.stream().anyMatch(words::contains);
  }
}
