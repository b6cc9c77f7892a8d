package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Rambles in the words of <i>Alice's Adventures in Wonderland</i>: sentences of a Markov chain,
 * each grown around a word of the prompt that the book knows, rare words first.
 */
final class Markov implements DemoProgram {

  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['-]\\p{L}+)*");
  private static final int CHARACTERS_READ = 4_000;

  /** A word that stands in the book more often than this says nothing about the prompt. */
  private static final int TOO_COMMON = 250;

  private final Supplier<Chain> chain = Lazy.of(() -> new Chain(Resources.text("alice.txt")));

  @Override
  public DemoModel model() {
    return DemoModel.named(
        "demo-markov",
        "A small program, not a language model: a Markov chain over Alice's Adventures in"
            + " Wonderland that picks up words of your prompt.");
  }

  @Override
  public String reply(Conversation conversation, RandomGenerator random) {
    List<String> seeds = seeds(conversation);
    int sentences = 4 + random.nextInt(5);
    StringBuilder reply = new StringBuilder();
    for (int sentence = 0; sentence < sentences; sentence++) {
      if (sentence > 0) {
        reply.append(random.nextInt(4) == 0 ? "\n\n" : " ");
      }
      reply.append(
          written(
              sentence < seeds.size()
                  ? chain.get().sentenceWith(seeds.get(sentence), random)
                  : chain.get().sentence(random)));
    }
    return reply.toString();
  }

  /** Words of the newest prompt that the book knows, rarest first, then of the ones before it. */
  private List<String> seeds(Conversation conversation) {
    Set<String> seeds = new LinkedHashSet<>();
    for (String prompt : conversation.prompts().reversed()) {
      known(prompt).forEach(seeds::add);
    }
    return List.copyOf(seeds);
  }

  private List<String> known(String prompt) {
    Chain known = chain.get();
    String read = prompt.substring(0, Math.min(prompt.length(), CHARACTERS_READ));
    return WORD.matcher(read.replace('’', '\''))
        .results()
        .map(match -> match.group().toLowerCase(Locale.ROOT))
        .distinct()
        .filter(word -> known.count(word) > 0 && known.count(word) < TOO_COMMON)
        .sorted(Comparator.comparingInt(known::count))
        .toList();
  }

  /** A sentence as one writes it: capital first, marks close to their word, an end mark. */
  static String written(List<String> tokens) {
    List<String> sentence = new ArrayList<>(tokens);
    while (!Chain.isWord(sentence.getFirst())) {
      sentence.removeFirst();
    }
    StringBuilder text = new StringBuilder();
    for (String token : sentence) {
      boolean dash = token.equals("--");
      if (!text.isEmpty() && (Chain.isWord(token) || dash) && !text.toString().endsWith("—")) {
        text.append(dash ? "" : " ");
      }
      text.append(dash ? "—" : token);
    }
    text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
    return switch (text.charAt(text.length() - 1)) {
      case '.', '!', '?' -> text.toString();
      case ',', ';', ':' -> text.deleteCharAt(text.length() - 1).append('.').toString();
      default -> text.append('.').toString();
    };
  }
}
