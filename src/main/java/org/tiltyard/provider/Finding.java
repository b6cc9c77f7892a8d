package org.tiltyard.provider;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.tiltyard.outbound.OutboundFailure;

/**
 * One thing that is wrong, or odd, with a server or a model, as an admin should learn it.
 *
 * @param detail the server's own words, without secrets; empty when there are none
 */
public record Finding(Kind kind, String detail) {

  /** What is wrong; the last few only make the answer less useful. */
  public enum Kind {
    WRONG_KEY,
    NO_KEY,
    FORBIDDEN,
    UNREADABLE_KEY,
    WRONG_MODEL,
    WRONG_PATH,
    ADDRESS_REFUSED,
    UNKNOWN_HOST,
    UNREACHABLE,
    TIMED_OUT,
    TLS,
    REDIRECTED,
    WEB_PAGE,
    NO_CHAT_SERVER,
    NO_MODEL_LIST,
    RATE_LIMITED,
    OWN_LIMIT,
    NO_CREDIT,
    SERVER_ERROR,
    REQUEST_REFUSED,
    TOO_LONG,
    FILTERED,
    EMPTY_ANSWER,
    CUT_SHORT,
    NO_USAGE,
    SLOW_START;

    /** Whether the server or model can be used all the same. */
    public boolean harmless() {
      return compareTo(CUT_SHORT) >= 0;
    }
  }

  /** The key of its words in the message bundles; {@code .do} is added for what to do. */
  public String key() {
    return "finding." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Finding of(Kind kind) {
    return new Finding(kind, "");
  }

  /**
   * @param hasKey whether the request carried a key
   */
  static Finding of(ChatFailure failure, boolean hasKey) {
    return new Finding(kindOf(failure, hasKey), failure.detail());
  }

  private static Kind kindOf(ChatFailure failure, boolean hasKey) {
    if (failure.ownLimit()) {
      return Kind.OWN_LIMIT;
    }
    if (failure.transport().isPresent()) {
      return kindOf(failure.transport().get());
    }
    OptionalInt status = failure.status();
    String words = failure.detail().toLowerCase(Locale.ROOT);
    return switch (failure.kind()) {
      case TIMED_OUT -> Kind.TIMED_OUT;
      case RATE_LIMITED ->
          mentions(words, "quota", "billing", "credit", "balance")
              ? Kind.NO_CREDIT
              : Kind.RATE_LIMITED;
      case TOO_LONG -> Kind.TOO_LONG;
      case FILTERED -> Kind.FILTERED;
      case MALFORMED -> words.startsWith("a web page") ? Kind.WEB_PAGE : Kind.NO_CHAT_SERVER;
      case UNAVAILABLE, CANCELLED -> Kind.SERVER_ERROR;
      case REFUSED ->
          status.isPresent() ? refused(status.getAsInt(), words, hasKey) : unsent(words);
    };
  }

  /** Nothing was sent, or an error came inside the stream. */
  private static Kind unsent(String words) {
    return words.startsWith("a stored secret") ? Kind.UNREADABLE_KEY : Kind.REQUEST_REFUSED;
  }

  static Kind kindOf(OutboundFailure.Reason reason) {
    return switch (reason) {
      case ADDRESS_REFUSED -> Kind.ADDRESS_REFUSED;
      case UNKNOWN_HOST -> Kind.UNKNOWN_HOST;
      case UNREACHABLE -> Kind.UNREACHABLE;
      case TIMED_OUT -> Kind.TIMED_OUT;
      case TLS -> Kind.TLS;
      case REDIRECTED -> Kind.REDIRECTED;
      case TOO_LARGE, NOT_HTTP -> Kind.NO_CHAT_SERVER;
    };
  }

  /** A status other than success, when nothing is known of models. */
  static Kind ofStatus(int status, String body, boolean hasKey) {
    return switch (status) {
      case 429 -> Kind.RATE_LIMITED;
      default ->
          status >= 500
              ? Kind.SERVER_ERROR
              : refused(status, body.toLowerCase(Locale.ROOT), hasKey);
    };
  }

  private static Kind refused(int status, String words, boolean hasKey) {
    boolean page = words.startsWith("<");
    return switch (status) {
      case 401 -> hasKey ? Kind.WRONG_KEY : Kind.NO_KEY;
      case 402 -> Kind.NO_CREDIT;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> words.contains("model") && !page ? Kind.WRONG_MODEL : Kind.WRONG_PATH;
      case 405 -> Kind.WRONG_PATH;
      default -> {
        if (status >= 300 && status < 400) {
          yield Kind.REDIRECTED;
        }
        if (mentions(words, "api key", "api_key", "apikey", "authentication")) {
          yield hasKey ? Kind.WRONG_KEY : Kind.NO_KEY;
        }
        yield words.contains("model")
                && mentions(words, "not exist", "not found", "unknown", "invalid model")
            ? Kind.WRONG_MODEL
            : Kind.REQUEST_REFUSED;
      }
    };
  }

  private static boolean mentions(String words, String... marks) {
    return List.of(marks).stream().anyMatch(words::contains);
  }
}
