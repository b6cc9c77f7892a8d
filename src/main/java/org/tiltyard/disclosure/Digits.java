package org.tiltyard.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Runs of digits in a text, with what people put between them. */
final class Digits {

  /**
   * A run.
   *
   * @param digits without what is between them
   * @param groups lengths of the groups between separators
   * @param separators those that occur, each once, in order
   */
  record Run(int start, int end, String digits, List<Integer> groups, String separators) {

    int length() {
      return digits.length();
    }

    boolean ungrouped() {
      return groups.size() == 1;
    }
  }

  private static final int LONGEST = 24;

  private Digits() {}

  /**
   * Every longest run of digits in which single separators may stand between digits. Runs that
   * touch a letter, a digit of another script or an underscore are parts of something else.
   *
   * @param separators the characters that may stand between two digits
   */
  static List<Run> runs(String text, String separators) {
    List<Run> runs = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text.charAt(at))) {
        at++;
        continue;
      }
      int end = endOfRun(text, at, separators);
      if (apart(text, at, end)) {
        Run run = run(text, at, end);
        if (run.length() <= LONGEST) {
          runs.add(run);
        }
      }
      at = end;
    }
    return runs;
  }

  private static int endOfRun(String text, int start, String separators) {
    int end = start + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (isDigit(c)) {
        end++;
      } else if (separators.indexOf(c) >= 0
          && end + 1 < text.length()
          && isDigit(text.charAt(end + 1))) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  private static Run run(String text, int start, int end) {
    StringBuilder digits = new StringBuilder();
    StringBuilder separators = new StringBuilder();
    List<Integer> groups = new ArrayList<>();
    int group = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits.append(c);
        group++;
      } else {
        groups.add(group);
        group = 0;
        if (separators.indexOf(String.valueOf(c)) < 0) {
          separators.append(c);
        }
      }
    }
    groups.add(group);
    return new Run(start, end, digits.toString(), List.copyOf(groups), separators.toString());
  }

  /** Whether nothing before or after makes it a part of a longer word or number. */
  static boolean apart(String text, int start, int end) {
    return !joins(text, start - 1, start - 2) && !joins(text, end, end + 1);
  }

  /**
   * A letter of a script without spaces does not join; nor does a full stop at a sentence's end.
   */
  private static boolean joins(String text, int at, int beyond) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '_' || isDigit(c)) {
      return true;
    }
    if (Character.isLetter(c)) {
      return !Words.isWithoutSpaces(c);
    }
    boolean links = c == '.' || c == ',' || c == '-' || c == '/' || c == ':';
    return links && beyond >= 0 && beyond < text.length() && isDigit(text.charAt(beyond));
  }

  /** Whether the text has fewer than so many digits: a look that spares dearer ones. */
  static boolean fewerThan(int count, String text) {
    int left = count;
    for (int i = 0; i < text.length() && left > 0; i++) {
      if (isDigit(text.charAt(i))) {
        left--;
      }
    }
    return left > 0;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether all of the text's digits are the same. */
  static boolean same(String digits) {
    Predicate<Integer> first = c -> c == digits.charAt(0);
    return digits.chars().boxed().allMatch(first);
  }
}
