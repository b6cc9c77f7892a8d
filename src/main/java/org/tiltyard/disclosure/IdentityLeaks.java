package org.tiltyard.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tiltyard.disclosure.Leak.Manner;
import org.tiltyard.disclosure.Leak.Named;
import org.tiltyard.disclosure.Names.Met;

/**
 * Finds where texts name a model, its family or who makes it: as whole words, however they are
 * divided (“GPT-4”, “gpt 4”), in other scripts by their names there. Names that are talked about
 * for other reasons too (a llama, Google) count where the speaker claims them, where a word such as
 * “model” or a number of the model's own follows, or where the maker's name is next to them. Takes
 * time in proportion to the text. Safe for use by several threads.
 */
public final class IdentityLeaks {

  /** Grows whenever the same text may give other findings. */
  public static final int VERSION = 2;

  /** What stands beside an everyday name that means a model. */
  private static final Set<String> MODEL_WORDS =
      Set.of(
          "model",
          "models",
          "llm",
          "llms",
          "ai",
          "chatbot",
          "assistant",
          "instruct",
          "modell",
          "sprachmodell",
          "ki",
          "modelo",
          "modelos",
          "modèle",
          "modello",
          "ia",
          "модель",
          "модели",
          "ии",
          "模",
          "モデル",
          "모델",
          "نموذج",
          "मॉडल",
          "pro",
          "ultra",
          "flash");

  private final Map<String, List<String>> aliases;
  private final Map<Identity, Names> names = new ConcurrentHashMap<>();

  /**
   * A finder that knows further names.
   *
   * @param aliases by model's public name, family or organisation: what else it is called, such as
   *     its names in other scripts
   */
  public IdentityLeaks(Map<String, List<String>> aliases) {
    Map<String, List<String>> byKey = new HashMap<>();
    aliases.forEach((name, others) -> byKey.put(NameLists.key(name), List.copyOf(others)));
    this.aliases = Map.copyOf(byKey);
  }

  /** Where an answer names the model that gave it, in order, none over another. */
  public List<Leak> find(String answer, Identity own) {
    List<TextToken> tokens = TextToken.of(answer);
    Neighbours met = new Neighbours(answer, tokens, names(own));
    Set<Integer> claims = SelfReference.claims(answer, tokens, met.names);
    List<Leak> leaks = new ArrayList<>();
    met.names.forEach((at, name) -> {
      boolean claimed = claims.contains(at);
      if (claimed || met.meansTheModel(name)) {
        leaks.add(leak(answer, tokens, name, claimed ? Manner.CLAIM : Manner.MENTION));
      }
    });
    return leaks;
  }

  /** Where what a person wrote names one of the two models, in order. */
  public List<Leak> mentions(String prompt, Identity first, Identity second) {
    List<TextToken> tokens = TextToken.of(prompt);
    TreeMap<Integer, Leak> mentions = new TreeMap<>();
    for (Identity model : List.of(first, second)) {
      Neighbours met = new Neighbours(prompt, tokens, names(model));
      met.names.values().stream()
          .filter(met::meansTheModel)
          .map(name -> leak(prompt, tokens, name, Manner.MENTION))
          .forEach(leak -> mentions.putIfAbsent(leak.start(), leak));
    }
    return List.copyOf(mentions.values());
  }

  private Names names(Identity model) {
    return names.computeIfAbsent(model, unknown -> Names.of(unknown, aliases));
  }

  private static Leak leak(String text, List<TextToken> tokens, Met name, Manner manner) {
    int start = tokens.get(name.first()).start();
    int end = tokens.get(name.after() - 1).end();
    return new Leak(name.named(), manner, start, end, text.substring(start, end));
  }

  /** The names in a text, and what stands beside each. */
  private static final class Neighbours {

    private final String text;
    private final List<TextToken> tokens;
    private final Names known;
    private final Map<Integer, Met> names;
    private final Map<Integer, Met> byEnd = new HashMap<>();

    Neighbours(String text, List<TextToken> tokens, Names known) {
      this.text = text;
      this.tokens = tokens;
      this.known = known;
      this.names = known.in(text, tokens);
      names.values().forEach(name -> byEnd.put(name.after(), name));
    }

    /** Whether a name is no everyday one, or what stands beside it says that a model is meant. */
    boolean meansTheModel(Met name) {
      return !name.everyday() || isMeantByNext(name) || isMeantByBefore(name);
    }

    private boolean isMeantByNext(Met name) {
      if (name.after() == tokens.size()) {
        return false;
      }
      TextToken next = tokens.get(name.after());
      boolean number = name.named() != Named.ORGANISATION && known.hasNumber(next.word());
      return (number || MODEL_WORDS.contains(next.word()) || isOther(names.get(name.after()), name))
          && Names.areOneName(text, tokens.get(name.after() - 1), next);
    }

    private boolean isMeantByBefore(Met name) {
      return isOther(byEnd.get(name.first()), name)
          && Names.areOneName(text, tokens.get(name.first() - 1), tokens.get(name.first()));
    }

    private static boolean isOther(@Nullable Met beside, Met name) {
      return beside != null && beside.named() != name.named();
    }
  }
}
