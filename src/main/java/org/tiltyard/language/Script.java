package org.tiltyard.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The script most of a text is written in, and the language it gives away if only one uses it. */
final class Script {

  private static final Map<UnicodeScript, String> LANGUAGES =
      Map.ofEntries(
          Map.entry(UnicodeScript.HANGUL, "Korean"),
          Map.entry(UnicodeScript.THAI, "Thai"),
          Map.entry(UnicodeScript.HEBREW, "Hebrew"),
          Map.entry(UnicodeScript.GREEK, "Greek"),
          Map.entry(UnicodeScript.GEORGIAN, "Georgian"),
          Map.entry(UnicodeScript.ARMENIAN, "Armenian"),
          Map.entry(UnicodeScript.BENGALI, "Bengali"),
          Map.entry(UnicodeScript.GUJARATI, "Gujarati"),
          Map.entry(UnicodeScript.GURMUKHI, "Punjabi"),
          Map.entry(UnicodeScript.TAMIL, "Tamil"),
          Map.entry(UnicodeScript.TELUGU, "Telugu"),
          Map.entry(UnicodeScript.KANNADA, "Kannada"),
          Map.entry(UnicodeScript.MALAYALAM, "Malayalam"),
          Map.entry(UnicodeScript.SINHALA, "Sinhala"),
          Map.entry(UnicodeScript.KHMER, "Khmer"),
          Map.entry(UnicodeScript.LAO, "Lao"),
          Map.entry(UnicodeScript.MYANMAR, "Burmese"),
          Map.entry(UnicodeScript.ETHIOPIC, "Amharic"),
          Map.entry(UnicodeScript.TIBETAN, "Tibetan"),
          Map.entry(UnicodeScript.HAN, "Chinese"));

  /** A syllable or word sign says as much as this many letters. */
  private static final int SIGN_WEIGHT = 3;

  /** Japanese mixes kana in; a Chinese text at most borrows one here and there. */
  private static final int KANA_IN_TEN = 1;

  private Script() {}

  /** The main script; kana with the Han characters around them count as one, named HIRAGANA. */
  static Optional<UnicodeScript> of(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .map(script -> script == UnicodeScript.KATAKANA ? UnicodeScript.HIRAGANA : script)
        .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
        .forEach(script -> letters.merge(script, weight(script), Integer::sum));
    int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0);
    int han = letters.getOrDefault(UnicodeScript.HAN, 0);
    if (kana > 0 && kana * 10 >= (kana + han) * KANA_IN_TEN) {
      letters.remove(UnicodeScript.HAN);
      letters.put(UnicodeScript.HIRAGANA, kana + han);
    }
    return letters.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static int weight(UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, HANGUL -> SIGN_WEIGHT;
      default -> 1;
    };
  }

  /** The only language written in the script, as far as prompts go. */
  static Optional<String> languageOf(UnicodeScript script) {
    return script == UnicodeScript.HIRAGANA
        ? Optional.of("Japanese")
        : Optional.ofNullable(LANGUAGES.get(script));
  }

  /** The words that have a letter of the script; foreign terms in between would mislead. */
  static String only(UnicodeScript script, String text) {
    StringBuilder kept = new StringBuilder();
    for (String word : text.split(" +")) {
      if (word.codePoints().anyMatch(letter -> UnicodeScript.of(letter) == script)) {
        kept.append(kept.isEmpty() ? "" : " ").append(word);
      }
    }
    return kept.toString();
  }
}
