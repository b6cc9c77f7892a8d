package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Reads the prompt as a text: counts, a table of its words, and a concordance (each line a word in
 * its context), as scholars made for books before there were search engines.
 */
final class Concordance implements DemoProgram {

  private static final int TABLE_ROWS = 8;
  private static final int CONTEXT_LINES = 8;
  private static final int CONTEXT_WIDTH = 24;

  @Override
  public DemoModel model() {
    return DemoModel.named(
        "demo-concordance",
        "A small program, not a language model: counts the words of your prompt and shows them in"
            + " their context.");
  }

  @Override
  public String reply(Conversation conversation, RandomGenerator random) {
    PromptText text = PromptText.of(conversation.prompt());
    if (text.words().isEmpty()) {
      return "I count words, and your prompt has none: it is %s long, %s of them letters."
          .formatted(
              plural(text.characters(), "character"),
              text.letters() == 0 ? "none" : text.letters());
    }
    List<String> parts = new ArrayList<>();
    parts.add(summary(text));
    parts.add(table(text));
    parts.add(context(text, random));
    parts.add(remarks(text, conversation.earlierPrompts()));
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  private static String summary(PromptText text) {
    int words = text.words().size();
    int different = text.counts().size();
    return "Your prompt has **%s** in %s: %s, %s. The ratio of different words to all words is $%d / %d %s %.2f$."
            .formatted(
                plural(words, "word"),
                plural(text.sentences(), "sentence"),
                plural(text.letters(), "letter"),
                plural(different, "different word"),
                different,
                words,
                different * 100 % words == 0 ? "=" : "\\approx",
                (double) different / words)
        + " Reading it aloud takes about "
        + duration(text.secondsAloud())
        + ".";
  }

  private static String duration(long seconds) {
    return seconds < 90 ? plural(seconds, "second") : plural(Math.round(seconds / 60.0), "minute");
  }

  private static String table(PromptText text) {
    String rows =
        mostFrequent(text.counts()).stream()
            .limit(TABLE_ROWS)
            .map(word ->
                "| %s | %d | %.1f %% | %d |"
                    .formatted(
                        word,
                        text.count(word),
                        100.0 * text.count(word) / text.words().size(),
                        word.codePointCount(0, word.length())))
            .collect(Collectors.joining("\n"));
    return "| word | times | share | letters |\n|---|---:|---:|---:|\n" + rows;
  }

  private static List<String> mostFrequent(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue())
                .thenComparingInt(entry -> -entry.getKey().length())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Up to eight places of the prompt, each with the word in the middle column. */
  private static String context(PromptText text, RandomGenerator random) {
    List<String> keys =
        mostFrequent(text.counts()).stream().filter(key -> key.length() > 3).toList();
    List<String> choice = keys.isEmpty() ? mostFrequent(text.counts()) : keys;
    String key =
        text.count(choice.getFirst()) > 1
            ? choice.getFirst()
            : choice.get(random.nextInt(Math.min(5, choice.size())));
    String lines =
        text.places(key).stream()
            .limit(CONTEXT_LINES)
            .map(place -> text.line(place, CONTEXT_WIDTH))
            .collect(Collectors.joining("\n"));
    String fence = lines.contains("```") ? "`".repeat(lines.length() + 3) : "```";
    return "In context, **" + key + "**:\n\n" + fence + "text\n" + lines + "\n" + fence;
  }

  private static String remarks(PromptText text, List<String> earlier) {
    List<String> remarks = new ArrayList<>();
    String longest =
        text.counts().keySet().stream().max(Comparator.comparingInt(String::length)).orElseThrow();
    remarks.add(
        "Longest word: *"
            + longest
            + "*, "
            + plural(longest.codePointCount(0, longest.length()), "letter"));
    List<String> palindromes = text.palindromes();
    if (!palindromes.isEmpty()) {
      remarks.add("Reads the same backwards: *" + String.join("*, *", palindromes) + "*");
    }
    List<String> once =
        text.counts().entrySet().stream()
            .filter(e -> e.getValue() == 1)
            .map(Map.Entry::getKey)
            .toList();
    if (text.counts().size() > 3) {
      remarks.add(
          once.size()
              + " of "
              + plural(text.counts().size(), "different word")
              + " stand there only once");
    }
    if (!earlier.isEmpty()) {
      remarks.add(comparison(text, earlier));
    }
    return remarks.stream().map(remark -> "- " + remark).collect(Collectors.joining("\n"));
  }

  private static String comparison(PromptText text, List<String> earlier) {
    Set<String> before = new LinkedHashSet<>();
    earlier.forEach(prompt -> before.addAll(PromptText.of(prompt).counts().keySet()));
    Set<String> again = new LinkedHashSet<>(text.counts().keySet());
    again.retainAll(before);
    String words = again.stream().limit(6).collect(Collectors.joining("*, *", " (*", "*)"));
    return "Of these words you used %d before in this conversation%s"
        .formatted(again.size(), again.isEmpty() ? "" : words);
  }

  private static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
