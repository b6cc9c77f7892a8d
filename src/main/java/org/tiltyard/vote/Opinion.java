package org.tiltyard.vote;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of one answer of a direct battle, checked.
 *
 * @param verdict empty to take back what was said before
 * @param reasons keys as with votes
 */
record Opinion(Optional<Thumb> verdict, List<String> reasons, @Nullable String comment) {

  /** Takes back what was said before. */
  static final String NONE = "none";

  /**
   * @throws VoteRefused when the verdict or a reason is not one of the known words, or the comment
   *     is too long
   */
  static Opinion of(
      @Nullable String verdict,
      @Nullable List<String> reasons,
      @Nullable String comment,
      Set<String> knownReasons) {
    if (NONE.equals(verdict)) {
      return new Opinion(Optional.empty(), List.of(), null);
    }
    Thumb thumb = Thumb.of(verdict).orElseThrow(VoteRefused::feedback);
    Reasons given = new Reasons(reasons, List.of());
    if (!given.all(knownReasons)) {
      throw VoteRefused.reasons(knownReasons);
    }
    return new Opinion(Optional.of(thumb), given.a(), Ballot.comment(comment));
  }
}
