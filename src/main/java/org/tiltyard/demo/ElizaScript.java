package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules Eliza speaks by, read from {@code demo/eliza.script}; the file explains its own format.
 *
 * @param keywords what is known about a word that occurs in a prompt, by that word
 * @param reflections phrase to its counterpart from the other side ("i am" to "you are"), longest
 *     phrase first; a phrase that ends in {@code $} only counts at the end of a fragment
 * @param replacements spellings put right before matching
 */
record ElizaScript(
    Map<String, Keyword> keywords,
    Map<String, String> reflections,
    Map<String, String> replacements) {

  /** A word that starts rules; the higher the rank, the sooner it decides the answer. */
  record Keyword(String name, int rank, List<Rule> rules) {}

  /** One way to take a clause apart, and the ways to put an answer together from the parts. */
  record Rule(List<Element> pattern, List<String> answers) {}

  /** A part of a pattern: any run of words, or one word out of a set. */
  record Element(Set<String> words, boolean captured) {

    static final Element ANYTHING = new Element(Set.of(), true);

    boolean isAnything() {
      return words.isEmpty();
    }
  }

  static ElizaScript parse(String text) {
    Parser parser = new Parser();
    text.lines().map(String::strip).forEach(parser::line);
    return new ElizaScript(parser.keywords, parser.reflections, parser.replacements);
  }

  /** The rules of a keyword that no word of a prompt triggers by itself, such as {@code (none)}. */
  Keyword special(String name) {
    Keyword keyword = keywords.get(name);
    if (keyword == null) {
      throw new IllegalStateException("the script has no rules for " + name);
    }
    return keyword;
  }

  private static final class Parser {

    private final Map<String, Keyword> keywords = new LinkedHashMap<>();
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final Map<String, String> reflections =
        new TreeMap<>(
            (a, b) -> words(a) == words(b) ? b.compareTo(a) : Integer.compare(words(b), words(a)));
    private List<Rule> rules = new ArrayList<>();
    private List<String> answers = new ArrayList<>();

    private static int words(String phrase) {
      return phrase.split(" ", -1).length;
    }

    void line(String line) {
      int space = line.indexOf(' ');
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      String rest = line.substring(space + 1).strip();
      switch (line.substring(0, Math.max(space, 0))) {
        case "reflect" -> pair(rest, reflections);
        case "replace" -> pair(rest, replacements);
        case "group" -> {
          String[] sides = rest.split("=", -1);
          groups.put(sides[0].strip(), Set.of(sides[1].strip().split(" +", -1)));
        }
        case "key" -> keyword(rest);
        case "if" -> {
          answers = new ArrayList<>();
          rules.add(new Rule(pattern(rest), answers));
        }
        case "say" -> answers.add(rest);
        default -> throw new IllegalArgumentException("not a line of a script: " + line);
      }
    }

    private static void pair(String text, Map<String, String> target) {
      String[] sides = text.split("=", -1);
      target.put(sides[0].strip(), sides[1].strip());
    }

    private void keyword(String text) {
      String[] parts = text.split(" +", -1);
      rules = new ArrayList<>();
      for (String name : parts[1].split("\\|", -1)) {
        for (String word : name.startsWith("@") ? group(name) : Set.of(name)) {
          keywords.put(word, new Keyword(word, Integer.parseInt(parts[0]), rules));
        }
      }
    }

    private List<Element> pattern(String text) {
      List<Element> pattern = new ArrayList<>();
      for (String part : text.toLowerCase(Locale.ROOT).split(" +", -1)) {
        if (part.equals("*")) {
          pattern.add(Element.ANYTHING);
        } else if (part.startsWith("@")) {
          pattern.add(new Element(group(part), true));
        } else {
          pattern.add(new Element(Set.of(part.split("\\|", -1)), false));
        }
      }
      return pattern;
    }

    private Set<String> group(String reference) {
      Set<String> words = groups.get(reference.substring(1));
      if (words == null) {
        throw new IllegalArgumentException("no such group: " + reference);
      }
      return words;
    }
  }
}
