package org.tiltyard.battle;

import org.jspecify.annotations.Nullable;
import org.tiltyard.moderation.Verdict;

/**
 * What a person wrote, checked: not empty, not too long, storable, with {@code \n} line ends.
 *
 * @param terms the version of the arena's terms that it is sent under, where there is one
 * @param verdict what the arena's moderation made of it; stored with its turn
 */
record Prompt(String text, @Nullable String terms, Verdict verdict) {

  /**
   * @param maximum longest text, in code points
   * @throws PromptRefused when the text breaks a rule
   */
  static Prompt of(@Nullable String raw, int maximum) {
    String text = raw == null ? "" : raw.replace("\r\n", "\n").replace('\r', '\n').strip();
    if (text.isEmpty()) {
      throw PromptRefused.empty();
    }
    int characters = text.codePointCount(0, text.length());
    if (characters > maximum) {
      throw PromptRefused.tooLong(characters, maximum);
    }
    if (text.codePoints().anyMatch(Prompt::unstorable)) {
      throw PromptRefused.unstorable();
    }
    return new Prompt(text, null, Verdict.NONE);
  }

  /** The same, sent under a version of the terms. */
  Prompt under(@Nullable String version) {
    return new Prompt(text, version, verdict);
  }

  /** The same, checked. */
  Prompt checked(Verdict found) {
    return new Prompt(text, terms, found);
  }

  /** NUL and halves of surrogate pairs are no text in UTF-8 databases and files. */
  private static boolean unstorable(int codePoint) {
    return codePoint == 0 || (codePoint >= 0xD800 && codePoint <= 0xDFFF);
  }
}
