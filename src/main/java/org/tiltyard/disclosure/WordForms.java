package org.tiltyard.disclosure;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Whether a word of a text is a name, with what some languages put before and after names. */
final class WordForms {

  private static final Set<String> CYRILLIC_ENDINGS =
      Set.of("а", "у", "ом", "е", "ы", "и", "я", "ю", "ем", "ой", "ов", "ам", "ами", "ах");
  private static final Set<String> HANGUL_ENDINGS =
      Set.of(
          "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "로", "으로", "와", "과", "도", "만", "야",
          "이야", "라", "이라", "라고", "이라고", "라는", "이라는", "이고", "이며", "입니다", "이에요", "예요", "이다", "사의",
          "사가", "사에서");
  private static final Set<String> ARABIC_BEGINNINGS =
      Set.of("ال", "و", "ب", "ل", "ف", "ك", "وال", "بال");

  private WordForms() {}

  static boolean matches(TextToken token, String name) {
    String word = token.word();
    if (word.equals(name)) {
      return true;
    }
    if (word.length() <= name.length()) {
      return false;
    }
    if (token.script() == UnicodeScript.CYRILLIC) {
      return word.startsWith(name) && CYRILLIC_ENDINGS.contains(word.substring(name.length()));
    }
    if (token.script() == UnicodeScript.HANGUL) {
      return word.startsWith(name) && HANGUL_ENDINGS.contains(word.substring(name.length()));
    }
    return token.script() == UnicodeScript.ARABIC
        && word.endsWith(name)
        && ARABIC_BEGINNINGS.contains(word.substring(0, word.length() - name.length()));
  }

  /** Whether other forms of a word than the word itself are looked for. */
  static boolean isInflected(UnicodeScript script) {
    return script == UnicodeScript.CYRILLIC
        || script == UnicodeScript.HANGUL
        || script == UnicodeScript.ARABIC;
  }
}
