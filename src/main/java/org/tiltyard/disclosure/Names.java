package org.tiltyard.disclosure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.disclosure.Leak.Named;

/** Everything that one model may be called, ready to be compared with texts. */
final class Names {

  /**
   * One name.
   *
   * @param everyday a mere mention of it says nothing
   * @param capitals each word has to begin with a capital letter: “Open AI”, not “an open AI”
   */
  private record Name(List<String> words, Named named, boolean everyday, boolean capitals) {}

  /**
   * A name that was met.
   *
   * @param first its first token
   * @param after the token after its last one
   */
  record Met(Named named, boolean everyday, int first, int after) {}

  private static final int SHORTEST_FAMILY = 3;
  private static final int LONGEST_NUMBER_OF_A_VERSION = 3;
  private static final int WIDEST_GAP = 3;
  private static final String BETWEEN_WORDS = " -_\u00a0\u2010\u2011\u2012\u2013\uff0d\u3000/·";
  private static final String ALONE_BETWEEN_WORDS = ".:・'’";

  private final Map<String, List<Name>> byFirst = new HashMap<>();
  private final List<Name> inflected = new ArrayList<>();
  private final Set<String> numbers = new HashSet<>();

  private Names() {}

  static Names of(Identity identity, Map<String, List<String>> aliases) {
    Names names = new Names();
    NameLists known = NameLists.KNOWN;
    Set<String> families = new LinkedHashSet<>();
    Set<String> makers = new LinkedHashSet<>();
    for (String id : ids(identity)) {
      names.addModel(id);
      families.addAll(families(id));
    }
    if (identity.organisation() != null) {
      makers.add(identity.organisation().strip());
    }
    namespace(identity.providerModel()).ifPresent(makers::add);
    families.forEach(family -> makers.addAll(known.makersOf(family)));
    for (String family : families) {
      names.addAll(withOthers(family, aliases), Named.FAMILY);
    }
    for (String maker : makers) {
      names.addAll(withOthers(maker, aliases), Named.ORGANISATION);
    }
    for (String id : ids(identity)) {
      names.addAll(aliases.getOrDefault(NameLists.key(id), List.of()), Named.MODEL);
    }
    names
        .byFirst
        .values()
        .forEach(list -> list.sort(Comparator.comparing(name -> -name.words.size())));
    return names;
  }

  private static Set<String> ids(Identity identity) {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(identity.name());
    if (identity.providerModel() != null) {
      String id = identity.providerModel();
      ids.add(id.substring(id.lastIndexOf('/') + 1));
    }
    return ids;
  }

  /** The first part of {@code openai/gpt-4o}; longer paths begin with who serves the model. */
  private static Optional<String> namespace(@Nullable String providerModel) {
    if (providerModel == null) {
      return Optional.empty();
    }
    int slash = providerModel.indexOf('/');
    return slash > 0 && slash == providerModel.lastIndexOf('/')
        ? Optional.of(providerModel.substring(0, slash))
        : Optional.empty();
  }

  private static Set<String> withOthers(String name, Map<String, List<String>> aliases) {
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    all.addAll(NameLists.KNOWN.otherNamesOf(name));
    all.addAll(aliases.getOrDefault(NameLists.key(name), List.of()));
    return all;
  }

  /** The words of a model's name that are no sizes, kinds, versions: {@code llama}, {@code gpt}. */
  private static Set<String> families(String id) {
    Set<String> families = new LinkedHashSet<>();
    List<String> words = TextToken.words(id);
    for (String word : words) {
      boolean known = !NameLists.KNOWN.makersOf(word).isEmpty();
      boolean longEnough =
          word.length() >= SHORTEST_FAMILY || word.codePoints().anyMatch(c -> c > 0x2e80);
      if ((longEnough || known) && !isNumber(word) && !NameLists.KNOWN.isKind(word)) {
        families.add(word);
      }
    }
    if (words.size() > 1 && !NameLists.KNOWN.makersOf(words.get(0) + words.get(1)).isEmpty()) {
      families.add(words.get(0) + words.get(1));
    }
    return families;
  }

  /** The whole name, and what is left without sizes, kinds and dates at its end. */
  private void addModel(String id) {
    List<String> words = TextToken.words(id);
    if (words.isEmpty()) {
      return;
    }
    int end = 1;
    while (end < words.size() && !endsTheName(words, end)) {
      end++;
    }
    words.stream()
        .filter(word -> isNumber(word) && word.length() <= LONGEST_NUMBER_OF_A_VERSION)
        .forEach(numbers::add);
    add(words, Named.MODEL, isVague(words), false);
    if (end > 1 && end < words.size()) {
      List<String> base = List.copyOf(words.subList(0, end));
      add(base, Named.MODEL, isVague(base), false);
    }
  }

  private static boolean endsTheName(List<String> words, int at) {
    String word = words.get(at);
    boolean size =
        isNumber(word)
            && at + 1 < words.size()
            && (words.get(at + 1).equals("b") || words.get(at + 1).equals("m"));
    boolean date = isNumber(word) && word.length() > LONGEST_NUMBER_OF_A_VERSION;
    boolean version = word.equals("v") && at + 1 < words.size() && isNumber(words.get(at + 1));
    return size || date || (!version && NameLists.KNOWN.isKind(word));
  }

  /** Whether it is a single everyday word or nearly nothing: {@code o1}. */
  private static boolean isVague(List<String> words) {
    int letters = words.stream().filter(word -> !isNumber(word)).mapToInt(String::length).sum();
    return letters < 2 || (words.size() == 1 && NameLists.KNOWN.isEveryday(words.getFirst()));
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }

  private void addAll(Collection<String> written, Named named) {
    for (String name : written) {
      List<String> words = TextToken.words(name);
      boolean everyday = NameLists.KNOWN.isEveryday(name) || (words.size() == 1 && isVague(words));
      add(words, named, everyday, false);
      if (words.size() == 2) {
        add(List.of(words.get(0) + words.get(1)), named, everyday, false);
      }
      List<String> parts = parts(name);
      if (words.size() == 1 && parts.size() == 2) {
        add(parts, named, everyday, true);
      }
    }
  }

  /** The words that capitals divide a name into: OpenAI has two. */
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= name.length(); i++) {
      if (i == name.length()
          || (Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(name.charAt(i - 1)))) {
        parts.add(NameLists.key(name.substring(start, i)));
        start = i;
      }
    }
    return parts.stream().anyMatch(part -> part.length() < 2) ? List.of() : parts;
  }

  private void add(List<String> words, Named named, boolean everyday, boolean capitals) {
    if (words.isEmpty()) {
      return;
    }
    Name name = new Name(words, named, everyday, capitals);
    byFirst.computeIfAbsent(words.getFirst(), first -> new ArrayList<>()).add(name);
    TextToken first = TextToken.of(words.getFirst()).getFirst();
    if (words.size() == 1 && WordForms.isInflected(first.script())) {
      inflected.add(name);
    }
  }

  /** Whether it is a number in the model's name: the 3 of {@code llama-3}. */
  boolean hasNumber(String word) {
    return numbers.contains(word);
  }

  /** The names in a text by the token they begin with, longer ones before shorter ones. */
  Map<Integer, Met> in(String text, List<TextToken> tokens) {
    Map<Integer, Met> met = new LinkedHashMap<>();
    int at = 0;
    while (at < tokens.size()) {
      Optional<Met> here = at(text, tokens, at);
      if (here.isPresent()) {
        met.put(at, here.get());
        at = here.get().after;
      } else {
        at++;
      }
    }
    return met;
  }

  private Optional<Met> at(String text, List<TextToken> tokens, int at) {
    TextToken first = tokens.get(at);
    for (Name name : byFirst.getOrDefault(first.word(), List.of())) {
      if (matches(text, tokens, at, name)) {
        return Optional.of(new Met(name.named, name.everyday, at, at + name.words.size()));
      }
    }
    if (WordForms.isInflected(first.script())) {
      for (Name name : inflected) {
        if (WordForms.matches(first, name.words.getFirst())) {
          return Optional.of(new Met(name.named, name.everyday, at, at + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String text, List<TextToken> tokens, int at, Name name) {
    int after = at + name.words.size();
    if (after > tokens.size() || (name.capitals && !tokens.get(at).capital())) {
      return false;
    }
    for (int i = 1; i < name.words.size(); i++) {
      TextToken token = tokens.get(at + i);
      if (!token.word().equals(name.words.get(i)) || (name.capitals && !token.capital())) {
        return false;
      }
      if (!areOneName(text, tokens.get(at + i - 1), token)) {
        return false;
      }
    }
    return after == tokens.size() || !goesOn(text, tokens.get(after - 1), tokens.get(after));
  }

  /** Whether nothing stands between two tokens but what may stand within a name. */
  static boolean areOneName(String text, TextToken before, TextToken after) {
    String gap = text.substring(before.end(), after.start());
    if (gap.length() == 1 && ALONE_BETWEEN_WORDS.contains(gap)) {
      return true;
    }
    return gap.length() <= WIDEST_GAP
        && (gap.isEmpty() || !before.isUnspaced())
        && gap.chars().allMatch(c -> BETWEEN_WORDS.indexOf(c) >= 0);
  }

  /** Whether a number goes on after a name's end: GPT-4 is not named in GPT-4o, nor in GPT-4.5. */
  private static boolean goesOn(String text, TextToken last, TextToken next) {
    if (!last.isNumber()) {
      return false;
    }
    String gap = text.substring(last.end(), next.start());
    return (gap.isEmpty() && next.script() == Character.UnicodeScript.LATIN)
        || (gap.equals(".") && next.isNumber());
  }
}
