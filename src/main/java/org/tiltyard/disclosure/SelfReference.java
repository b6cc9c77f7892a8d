package org.tiltyard.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tiltyard.disclosure.Names.Met;

/**
 * How a speaker says who it is: a cue such as “I am” or “my name is”, then words that say nothing
 * else (“a large language model trained by”), then the name; all in one sentence.
 */
final class SelfReference {

  private static final int MOST_BETWEEN = 40;
  private static final String SENTENCE_ENDS = ".!?。！？।؟\n";

  /**
   * A beginning.
   *
   * @param weak whether it may begin other things too: then one of the core words has to follow,
   *     before the name or, as in Chinese, after it
   * @param fill what may stand before the name, the core words too
   */
  private record Cue(List<String> words, boolean weak, Set<String> fill, Set<String> core) {}

  private static final Map<String, List<Cue>> CUES = read();

  private SelfReference() {}

  private static Map<String, List<Cue>> read() {
    Map<String, List<Cue>> cues = new HashMap<>();
    Set<String> fill = new HashSet<>();
    Set<String> core = new HashSet<>();
    for (String line : NameLists.lines("self-reference.txt")) {
      String said = line.substring(line.indexOf(':') + 1);
      if (line.startsWith("[")) {
        fill = new HashSet<>();
        core = new HashSet<>();
      } else if (line.startsWith("cues:")) {
        for (String phrase : said.split("\\|")) {
          List<String> words = TextToken.words(phrase);
          cues.computeIfAbsent(words.getFirst(), first -> new ArrayList<>())
              .add(new Cue(words, phrase.contains("+"), fill, core));
        }
      } else {
        fill.addAll(TextToken.words(said));
        core.addAll(line.startsWith("core:") ? TextToken.words(said) : List.of());
      }
    }
    return cues;
  }

  /** The first tokens of those names that the speaker claims. */
  static Set<Integer> claims(String text, List<TextToken> tokens, Map<Integer, Met> names) {
    Set<Integer> claimed = new HashSet<>();
    if (names.isEmpty()) {
      return claimed;
    }
    for (int at = 0; at < tokens.size(); at++) {
      for (Cue cue : CUES.getOrDefault(tokens.get(at).word(), List.of())) {
        if (begins(tokens, at, cue)) {
          follow(text, tokens, at + cue.words.size(), cue, names, claimed);
        }
      }
    }
    return claimed;
  }

  private static boolean begins(List<TextToken> tokens, int at, Cue cue) {
    if (at + cue.words.size() > tokens.size()) {
      return false;
    }
    for (int i = 1; i < cue.words.size(); i++) {
      if (!tokens.get(at + i).word().equals(cue.words.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static void follow(
      String text,
      List<TextToken> tokens,
      int start,
      Cue cue,
      Map<Integer, Met> names,
      Set<Integer> claimed) {
    boolean sure = !cue.weak;
    Set<Integer> met = new HashSet<>();
    int at = start;
    while (at < tokens.size() && at - start < MOST_BETWEEN) {
      TextToken token = tokens.get(at);
      if (endsSentence(text, tokens.get(at - 1), token)) {
        return;
      }
      Met name = names.get(at);
      if (name != null) {
        met.add(at);
        at = name.after();
      } else if (token.isNumber() || cue.fill.contains(token.word())) {
        sure |= cue.core.contains(token.word());
        at++;
      } else {
        return;
      }
      if (sure) {
        claimed.addAll(met);
      }
    }
  }

  /** A full stop within a number ends nothing. */
  private static boolean endsSentence(String text, TextToken before, TextToken after) {
    String gap = text.substring(before.end(), after.start());
    if (before.isNumber() && after.isNumber() && gap.equals(".")) {
      return false;
    }
    return gap.chars().anyMatch(c -> SENTENCE_ENDS.indexOf(c) >= 0);
  }
}
