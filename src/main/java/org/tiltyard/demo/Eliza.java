package org.tiltyard.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tiltyard.demo.ElizaScript.Element;
import org.tiltyard.demo.ElizaScript.Keyword;
import org.tiltyard.demo.ElizaScript.Rule;

/**
 * Answers as Joseph Weizenbaum's ELIZA did (Communications of the ACM 9(1), 1966): the keyword of
 * highest rank picks a rule, the rule takes the clause apart, pronouns change sides, and an answer
 * is put together from the parts. With nothing to go by it comes back to something said earlier.
 */
final class Eliza implements DemoProgram {

  private static final Pattern CLAUSE_END = Pattern.compile("[.,;:!?\\n()\"“”。、，！？；：]+");
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['-][\\p{L}\\p{M}\\p{N}]+)*");
  private static final Pattern FIRST_LETTER = Pattern.compile("^\\P{L}*(\\p{Ll})");
  private static final int CHARACTERS_READ = 2_000;
  private static final int FRAGMENT_WORDS = 14;
  private static final int FRAGMENT_CHARACTERS = 90;

  private final ElizaScript script = ElizaScript.parse(Resources.text("eliza.script"));

  @Override
  public DemoModel model() {
    return DemoModel.named(
        "demo-eliza",
        "A small program, not a language model: turns your words back into questions by the rules"
            + " of the 1966 ELIZA.");
  }

  @Override
  public String reply(Conversation conversation, RandomGenerator random) {
    List<List<String>> clauses = clauses(conversation.prompt());
    Voice voice = new Voice(conversation.replies(), random);
    return keywordAnswer(clauses, voice)
        .or(() -> random.nextInt(3) > 0 ? memory(conversation, voice) : Optional.empty())
        .orElseGet(() -> fallback(clauses, voice));
  }

  /** Splits a text into clauses of words; a keyword only governs its own clause. */
  private List<List<String>> clauses(String text) {
    String read = text.substring(0, Math.min(text.length(), CHARACTERS_READ)).replace('’', '\'');
    List<List<String>> clauses = new ArrayList<>();
    for (String clause : CLAUSE_END.split(read, -1)) {
      List<String> words =
          WORD.matcher(clause)
              .results()
              .map(match -> match.group())
              .flatMap(word -> replaced(word).stream())
              .toList();
      if (!words.isEmpty()) {
        clauses.add(words);
      }
    }
    return clauses;
  }

  private List<String> replaced(String word) {
    String replacement = script.replacements().get(lower(word));
    return replacement == null ? List.of(word) : List.of(replacement.split(" ", -1));
  }

  private Optional<String> keywordAnswer(List<List<String>> clauses, Voice voice) {
    record Candidate(Keyword keyword, List<String> clause) {}
    List<Candidate> candidates = new ArrayList<>();
    for (List<String> clause : clauses) {
      for (String word : clause) {
        Keyword keyword = script.keywords().get(lower(word));
        if (keyword != null) {
          candidates.add(new Candidate(keyword, clause));
        }
      }
    }
    return candidates.stream()
        .sorted(Comparator.comparingInt(candidate -> -candidate.keyword().rank()))
        .flatMap(candidate -> answer(candidate.keyword(), candidate.clause(), voice).stream())
        .findFirst();
  }

  /** Something the person said about themselves earlier, newest first. */
  private Optional<String> memory(Conversation conversation, Voice voice) {
    Keyword remembered = script.special("(memory)");
    return conversation.earlierPrompts().reversed().stream()
        .flatMap(prompt -> clauses(prompt).stream())
        .flatMap(clause -> answer(remembered, clause, voice).stream())
        .findFirst();
  }

  private String fallback(List<List<String>> clauses, Voice voice) {
    List<String> longest =
        clauses.stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    boolean foreign = clauses.stream().flatMap(List::stream).anyMatch(Eliza::isOtherScript);
    String rules = longest.isEmpty() ? "(silence)" : foreign ? "(foreign)" : "(none)";
    return answer(script.special(rules), longest, voice)
        .orElseThrow(() -> new IllegalStateException(rules + " must answer everything"));
  }

  private Optional<String> answer(Keyword keyword, List<String> clause, Voice voice) {
    for (Rule rule : keyword.rules()) {
      List<List<String>> parts = new ArrayList<>();
      if (match(rule.pattern(), 0, clause, 0, parts)) {
        return Optional.of(voice.choose(rule.answers().stream().map(a -> fill(a, parts)).toList()));
      }
    }
    return Optional.empty();
  }

  /** Whether the pattern from one place on fits the words from another on; fills the parts. */
  private static boolean match(
      List<Element> pattern, int element, List<String> words, int from, List<List<String>> parts) {
    if (element == pattern.size()) {
      return from == words.size();
    }
    Element current = pattern.get(element);
    int shortest = current.isAnything() ? 0 : 1;
    int longest = current.isAnything() ? words.size() - from : Math.min(1, words.size() - from);
    for (int length = shortest; length <= longest; length++) {
      List<String> part = words.subList(from, from + length);
      if (!current.isAnything() && !current.words().contains(lower(part.getFirst()))) {
        return false;
      }
      int before = parts.size();
      if (current.captured()) {
        parts.add(part);
      }
      if (match(pattern, element + 1, words, from + length, parts)) {
        return true;
      }
      parts.subList(before, parts.size()).clear();
    }
    return false;
  }

  private String fill(String answer, List<List<String>> parts) {
    String filled = answer;
    for (int part = 0; part < parts.size(); part++) {
      String place = "{" + (part + 1) + "}";
      if (filled.contains(place)) {
        filled = filled.replace(place, reflect(parts.get(part)));
      }
    }
    String tidy = filled.replaceAll(" +", " ").replaceAll(" ([?.,…])", "$1").strip();
    Matcher first = FIRST_LETTER.matcher(tidy);
    return first.find()
        ? tidy.substring(0, first.start(1))
            + first.group(1).toUpperCase(Locale.ROOT)
            + tidy.substring(first.end(1))
        : tidy;
  }

  /** Says a fragment from the other side: "I lost my keys" becomes "you lost your keys". */
  private String reflect(List<String> words) {
    boolean cut = words.size() > FRAGMENT_WORDS;
    List<String> fragment = cut ? words.subList(0, FRAGMENT_WORDS) : words;
    List<String> reflected = new ArrayList<>();
    int at = 0;
    while (at < fragment.size()) {
      Map.Entry<Integer, String> turned = reflectionAt(fragment, at);
      reflected.add(turned.getValue());
      at += turned.getKey();
    }
    String text = String.join(" ", reflected);
    if (text.length() > FRAGMENT_CHARACTERS) {
      int end =
          text.offsetByCodePoints(
              0, Math.min(FRAGMENT_CHARACTERS / 2, text.codePointCount(0, text.length())));
      return text.substring(0, end) + "…";
    }
    return cut ? text + "…" : text;
  }

  /** How many words are taken at this place, and what they turn into. */
  private Map.Entry<Integer, String> reflectionAt(List<String> words, int at) {
    for (Map.Entry<String, String> reflection : script.reflections().entrySet()) {
      boolean onlyAtEnd = reflection.getKey().endsWith("$");
      String[] phrase = reflection.getKey().replace("$", "").split(" ", -1);
      int end = at + phrase.length;
      boolean fits = onlyAtEnd ? end == words.size() : end <= words.size();
      if (fits
          && words.subList(at, end).stream().map(Eliza::lower).toList().equals(List.of(phrase))) {
        return Map.entry(phrase.length, reflection.getValue());
      }
    }
    return Map.entry(1, words.get(at));
  }

  private static boolean isOtherScript(String word) {
    return word.codePoints()
        .filter(Character::isLetter)
        .anyMatch(letter -> Character.UnicodeScript.of(letter) != Character.UnicodeScript.LATIN);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /**
   * Picks among possible answers, and doesn't repeat itself while there is something new to say.
   */
  private static final class Voice {

    private final Set<String> said;
    private final RandomGenerator random;

    Voice(List<String> replies, RandomGenerator random) {
      this.said = replies.stream().map(String::strip).collect(Collectors.toSet());
      this.random = random;
    }

    String choose(List<String> answers) {
      List<String> fresh = answers.stream().filter(answer -> !said.contains(answer)).toList();
      List<String> choice = fresh.isEmpty() ? answers : fresh;
      return choice.get(random.nextInt(choice.size()));
    }
  }
}
