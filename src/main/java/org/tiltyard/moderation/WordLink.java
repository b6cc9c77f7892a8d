package org.tiltyard.moderation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Sha256;

/** The arena's own lists: words that are found whole, and patterns. Asks nobody outside. */
@Component
@Order(2)
final class WordLink implements TextClassifier {

  static final String NAME = "words";

  private static final int HASH_DIGITS = 16;

  /** The category of words; that of patterns is {@code pattern}. */
  static final String WORD = "word";

  static final String PATTERN = "pattern";

  /** The lists, made ready once for as long as the settings stand. */
  private record Lists(
      List<String> words,
      List<String> patterns,
      WordList wordList,
      PatternList patternList,
      String version) {

    static Lists of(ModerationSettings now) {
      return new Lists(
          now.wordList(),
          now.patternList(),
          WordList.of(now.wordList()),
          PatternList.of(now.patternList()),
          hash(now.wordList(), now.patternList()));
    }

    boolean isOf(ModerationSettings now) {
      return words.equals(now.wordList()) && patterns.equals(now.patternList());
    }
  }

  private final Live<ModerationSettings> settings;
  private volatile Lists lists;

  WordLink(Live<ModerationSettings> moderationSettings) {
    this.settings = moderationSettings;
    this.lists = Lists.of(moderationSettings.get());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return current().version;
  }

  @Override
  public boolean active() {
    ModerationSettings now = settings.get();
    return now.words() && !(now.wordList().isEmpty() && now.patternList().isEmpty());
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public Classification classify(String text) throws LinkUnavailable {
    Lists now = current();
    Map<String, CategoryResult> found = new LinkedHashMap<>();
    found.put(WORD, result(now.wordList.isIn(text)));
    found.put(PATTERN, result(now.patternList.isIn(text)));
    return Classification.of(null, now.version, found);
  }

  private static CategoryResult result(boolean found) {
    return new CategoryResult(found, found ? 1 : 0);
  }

  private Lists current() {
    ModerationSettings now = settings.get();
    Lists ready = lists;
    if (!ready.isOf(now)) {
      ready = Lists.of(now);
      lists = ready;
    }
    return ready;
  }

  /** Names a list without telling it: whoever has it can tell that it is the same. */
  private static String hash(List<String> words, List<String> patterns) {
    String whole = String.join("\n", words) + "\n\n" + String.join("\n", patterns);
    return Sha256.hex(whole).substring(0, HASH_DIGITS);
  }
}
