package org.tiltyard.battle;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tiltyard.models.Contender;

/**
 * Some models by their names, such as {@code llama-*}, or by their groups, such as {@code
 * group:large}. The star stands for any characters; capitals don't matter.
 */
final class ModelPattern {

  private static final String GROUP = "group:";

  private final String text;
  private final boolean ofGroups;
  private final Pattern pattern;

  private ModelPattern(String text, boolean ofGroups, Pattern pattern) {
    this.text = text;
    this.ofGroups = ofGroups;
    this.pattern = pattern;
  }

  /**
   * @throws IllegalArgumentException with plain words when there is no name
   */
  static ModelPattern of(String text) {
    String trimmed = text.strip();
    boolean ofGroups = trimmed.toLowerCase(Locale.ROOT).startsWith(GROUP);
    String glob = ofGroups ? trimmed.substring(GROUP.length()).strip() : trimmed;
    if (glob.isEmpty()) {
      throw new IllegalArgumentException("names no model");
    }
    String regex =
        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return new ModelPattern(
        trimmed,
        ofGroups,
        Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
  }

  boolean matches(Contender model) {
    String subject = ofGroups ? model.group() : model.name();
    return subject != null && pattern.matcher(subject).matches();
  }

  /** Which of the models match, by their positions. */
  BitSet matching(List<Contender> models) {
    BitSet matching = new BitSet(models.size());
    for (int i = 0; i < models.size(); i++) {
      matching.set(i, matches(models.get(i)));
    }
    return matching;
  }

  @Override
  public String toString() {
    return text;
  }
}
