package org.tiltyard.moderation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one link said about one message, and what the policies of that moment made of it.
 *
 * @param categories empty when not checked
 * @param flagged the link's own judgement
 * @param problem why it was not checked; null when it was
 * @param checkedAt when it was asked
 */
public record Result(
    String link,
    @Nullable String model,
    @Nullable String version,
    Map<String, CategoryResult> categories,
    boolean flagged,
    Outcome outcome,
    @Nullable String problem,
    Instant checkedAt) {

  private static final int LONGEST = 300;
  private static final int LONGEST_PROBLEM = 500;

  public Result {
    model = shortened(model, LONGEST);
    version = shortened(version, LONGEST);
    problem = shortened(problem, LONGEST_PROBLEM);
  }

  static Result checked(String link, Classification said, Outcome outcome, Instant at) {
    return new Result(
        link, said.model(), said.version(), said.categories(), said.flagged(), outcome, null, at);
  }

  static Result notChecked(String link, String problem, Instant at) {
    return new Result(link, null, null, Map.of(), false, Outcome.NOT_CHECKED, problem, at);
  }

  /** Whether the link has judged the text. */
  public boolean checked() {
    return outcome != Outcome.NOT_CHECKED;
  }

  private static @Nullable String shortened(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest);
  }
}
