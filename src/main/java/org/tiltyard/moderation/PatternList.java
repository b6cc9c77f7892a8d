package org.tiltyard.moderation;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions, looked for within bounds: one that would try too many ways through a text
 * (catastrophic backtracking) is given up, which is not "nothing found".
 */
final class PatternList {

  /** Characters that one pattern may look at, some tenths of a second's work at most. */
  private static final long STEPS = 20_000_000;

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private final List<Pattern> patterns;

  private PatternList(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  static PatternList of(List<String> written) {
    return new PatternList(
        written.stream()
            .filter(one -> !one.isBlank())
            .map(one -> Pattern.compile(one, FLAGS))
            .toList());
  }

  /**
   * @throws IllegalArgumentException naming the first that is no regular expression
   */
  static void requireValid(List<String> written) {
    for (int i = 0; i < written.size(); i++) {
      try {
        Pattern unused = Pattern.compile(written.get(i), FLAGS);
      } catch (PatternSyntaxException | StackOverflowError e) {
        String why =
            e instanceof PatternSyntaxException syntax ? syntax.getDescription() : "too deep";
        throw new IllegalArgumentException(
            "pattern " + (i + 1) + " is no regular expression: " + why, e);
      }
    }
  }

  /**
   * Whether any of the patterns is in the text.
   *
   * @throws LinkUnavailable when one can't be looked for within bounds, and no other is found
   */
  boolean isIn(String text) throws LinkUnavailable {
    int tooCostly = 0;
    for (int i = 0; i < patterns.size(); i++) {
      try {
        if (patterns
            .get(i)
            .matcher(new Counted(text, 0, text.length(), new long[] {STEPS}))
            .find()) {
          return true;
        }
      } catch (TooCostly | StackOverflowError e) {
        tooCostly = i + 1;
      }
    }
    if (tooCostly > 0) {
      throw new LinkUnavailable(
          "pattern " + tooCostly + " takes too long on this text; write it with fewer repetitions");
    }
    return false;
  }

  private static final class TooCostly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooCostly() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it is looked at, shared by its parts; an interrupt ends it. */
  private record Counted(String text, int from, int to, long[] left) implements CharSequence {

    private static final int LOOK = 0xFFFF;

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      long now = --left[0];
      if (now < 0 || ((now & LOOK) == 0 && Thread.currentThread().isInterrupted())) {
        throw new TooCostly();
      }
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text, from + start, from + end, left);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
