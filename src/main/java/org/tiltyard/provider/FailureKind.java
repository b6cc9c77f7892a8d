package org.tiltyard.provider;

import java.util.Locale;

/** Why an answer could not be had; the only thing a voter may learn about it. */
public enum FailureKind {
  /** Connecting, the first token, the next token or the whole answer took too long. */
  TIMED_OUT("timed-out"),
  /** The provider rejects the key, the account, the model's name or the request as such. */
  REFUSED("refused"),
  /** Too many requests, or the quota is used up. */
  RATE_LIMITED("rate-limited"),
  /** Not reachable, broken or overloaded, or the connection ended before the answer did. */
  UNAVAILABLE("unavailable"),
  /** The conversation does not fit into the model's context. */
  TOO_LONG("too-long"),
  /** The provider's content filter, or the model itself, declined. */
  FILTERED("filtered"),
  /** The provider sends what is not a stream of chat completion chunks. */
  MALFORMED("malformed"),
  /** Closed from this side. */
  CANCELLED("cancelled");

  private final String word;

  FailureKind(String word) {
    this.word = word;
  }

  /** The word for it in events, the database and exports. */
  public String word() {
    return word;
  }

  /** The kind that has this word. */
  static FailureKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
