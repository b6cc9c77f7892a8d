package org.tiltyard.vote;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A vote as it was sent, checked: the verdict, and what the person added to it. */
record Ballot(Winner winner, Reasons reasons, @Nullable String comment) {

  static final int COMMENT_MAXIMUM = 2000;

  /**
   * @throws VoteRefused when the winner or a reason is not one of the known words, or the comment
   *     is too long
   */
  static Ballot of(
      @Nullable String winner,
      @Nullable Reasons reasons,
      @Nullable String comment,
      Set<String> knownReasons) {
    Winner verdict = Winner.of(winner).orElseThrow(VoteRefused::winner);
    Reasons given = reasons == null ? Reasons.NONE : reasons;
    if (!given.all(knownReasons)) {
      throw VoteRefused.reasons(knownReasons);
    }
    return new Ballot(verdict, given, comment(comment));
  }

  /**
   * What somebody added in their own words, or null when they added nothing.
   *
   * @throws VoteRefused when it is too long or not storable
   */
  static @Nullable String comment(@Nullable String raw) {
    String words = raw == null ? "" : raw.strip();
    int characters = words.codePointCount(0, words.length());
    if (characters > COMMENT_MAXIMUM) {
      throw VoteRefused.comment(characters, COMMENT_MAXIMUM);
    }
    if (words.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF))) {
      throw VoteRefused.unstorable();
    }
    return words.isEmpty() ? null : words;
  }
}
