package org.tiltyard.battle;

import java.util.List;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.tiltyard.moderation.Verdict;

/**
 * Moderation keeps a prompt from the models: for good, or until the person has seen a warning, or
 * until it can be checked. Says why, as {@code reason}, and {@code categories}.
 */
class PromptHeld extends ErrorResponseException {

  private static final String CODE = "problemDetail." + PromptHeld.class.getName();

  private final boolean warning;

  private PromptHeld(HttpStatus status, String reason, String words, List<String> categories) {
    super(status, ProblemDetail.forStatus(status), null, CODE + "." + words, named(categories));
    this.warning = reason.equals("warning");
    getBody().setProperty("field", "prompt");
    getBody().setProperty("reason", reason);
    if (!categories.isEmpty()) {
      getBody().setProperty("categories", categories);
    }
  }

  static PromptHeld blocked(Verdict verdict) {
    List<String> categories = verdict.categories();
    return new PromptHeld(
        HttpStatus.UNPROCESSABLE_CONTENT, "blocked", "blocked." + many(categories), categories);
  }

  static PromptHeld warned(Verdict verdict) {
    List<String> categories = verdict.categories();
    return new PromptHeld(
        HttpStatus.UNPROCESSABLE_CONTENT, "warning", "warning." + many(categories), categories);
  }

  static PromptHeld unchecked() {
    return new PromptHeld(HttpStatus.SERVICE_UNAVAILABLE, "not-checked", "notChecked", List.of());
  }

  /** Whether it may be sent all the same. */
  boolean isWarning() {
    return warning;
  }

  /** Two are named at most. */
  private static String many(List<String> categories) {
    return switch (categories.size()) {
      case 1 -> "one";
      case 2 -> "two";
      default -> "many";
    };
  }

  /** In the reader's language; a category without words of its own by its name. */
  private static Object[] named(List<String> categories) {
    return categories.stream()
        .limit(2)
        .map(name ->
            new DefaultMessageSourceResolvable(new String[] {"moderation.category." + name}, name))
        .toArray();
  }

  @Override
  public String getTitleMessageCode() {
    return "problemDetail.title." + PromptHeld.class.getName() + (warning ? ".warning" : "");
  }
}
