package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The models that were chosen can't meet; says why. */
class ModelsRefused extends ErrorResponseException {

  /** As long as a name may be; whatever is longer is none, and not repeated in full. */
  private static final int SHOWN = 120;

  private ModelsRefused(String rule, Object... details) {
    super(
        HttpStatus.UNPROCESSABLE_CONTENT,
        ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT),
        null,
        "problemDetail." + ModelsRefused.class.getName() + "." + rule,
        details);
    getBody().setProperty("field", "models");
  }

  /** A model that isn't there and one that may not be chosen are refused alike. */
  static ModelsRefused unknown(@Nullable String name) {
    String given = String.valueOf(name);
    boolean all = given.codePointCount(0, given.length()) <= SHOWN;
    return new ModelsRefused(
        "unknown", all ? given : given.substring(0, given.offsetByCodePoints(0, SHOWN)) + "…");
  }

  /** It left the list while somebody looked at it. */
  static ModelsRefused unwell(String name) {
    return new ModelsRefused("unwell", name);
  }

  static ModelsRefused count(Mode mode, int given) {
    return new ModelsRefused("count", mode.word(), mode.choices(), given);
  }

  static ModelsRefused same() {
    return new ModelsRefused("same");
  }

  static ModelsRefused drawn() {
    return new ModelsRefused("drawn");
  }

  static ModelsRefused gone() {
    return new ModelsRefused("gone");
  }
}
