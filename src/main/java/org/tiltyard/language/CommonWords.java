package org.tiltyard.language;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts how many of a text's words are among the commonest of each language. */
final class CommonWords {

  private final Map<String, Set<String>> languagesByWord = new HashMap<>();

  /** Reads lines of the form {@code Language = word word …}, for the given languages only. */
  CommonWords(String text, List<String> languages) {
    text.lines()
        .filter(line -> !line.startsWith("#") && line.contains("="))
        .map(line -> line.split("="))
        .filter(sides -> languages.contains(sides[0].strip()))
        .forEach(sides -> add(sides[0].strip(), sides[1].strip().split(" +")));
  }

  private void add(String language, String[] words) {
    for (String word : words) {
      languagesByWord.computeIfAbsent(word, w -> new LinkedHashSet<>()).add(language);
    }
  }

  /** Points by language: one for each word, shared between the languages that have it. */
  Map<String, Double> points(String text) {
    Map<String, Double> points = new HashMap<>();
    for (String word : text.toLowerCase(Locale.ROOT).replace('’', '\'').split(" +")) {
      Set<String> languages = languagesByWord.getOrDefault(word, Set.of());
      languages.forEach(language -> points.merge(language, 1.0 / languages.size(), Double::sum));
    }
    return points;
  }
}
