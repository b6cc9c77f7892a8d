package org.tiltyard.release;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;

/**
 * What is to be in a release, and how. Two equal plans with the same cut-off give the same rows.
 *
 * @param from votes from then on; null: from the first
 * @param to votes before; null: up to the cut-off
 * @param models only battles of two of these; none: whatever models
 * @param languages English names; none: whatever language
 * @param source votes of this arena, imported ones, or both
 * @param rules those that are on; the ones that always are need not be there
 * @param personalData what becomes of rows with personal data
 * @param excludedModels for {@link Rule#EXCLUDED_MODEL}
 * @param blockedWords for {@link Rule#BLOCKED_WORD}
 * @param promptLicence such as {@code CC-BY-4.0}
 * @param outputLicence the same for what models wrote
 */
public record Plan(
    Schema schema,
    Format format,
    @Nullable Instant from,
    @Nullable Instant to,
    List<String> models,
    List<String> languages,
    Source source,
    Set<Rule> rules,
    PersonalData personalData,
    List<String> excludedModels,
    List<String> blockedWords,
    String promptLicence,
    String outputLicence) {

  /** Where the votes were cast. */
  public enum Source {
    OWN,
    IMPORTED,
    BOTH
  }

  /** What becomes of personal data. */
  public enum PersonalData {
    /** It stays as it was written. */
    KEEP,
    /** Rows with some are dropped. */
    DROP,
    /** Labels such as {@code <EMAIL_1>} take its place. */
    MASK,
    /**
     * Rows with some are held back until researchers have decided about all of it: what is to be
     * masked is, and what is to be dropped is.
     */
    REVIEW
  }

  public Plan {
    models = sorted(models);
    languages = sorted(languages);
    excludedModels = sorted(excludedModels);
    blockedWords = sorted(blockedWords);
    Set<Rule> on = EnumSet.noneOf(Rule.class);
    on.addAll(rules);
    Arrays.stream(Rule.values()).filter(Rule::always).forEach(on::add);
    on.remove(Rule.PERSONAL_DATA);
    on.remove(Rule.HELD_FOR_REVIEW);
    if (personalData == PersonalData.DROP || personalData == PersonalData.REVIEW) {
      on.add(Rule.PERSONAL_DATA);
    }
    if (personalData == PersonalData.REVIEW) {
      on.add(Rule.HELD_FOR_REVIEW);
    }
    rules = java.util.Collections.unmodifiableSet(on);
  }

  /** Named once and in order, so that plans that mean the same are the same. */
  private static List<String> sorted(@Nullable Collection<String> words) {
    return words == null
        ? List.of()
        : words.stream()
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList();
  }

  /** What a new release begins with: the first published schema, licensed as the original was. */
  public static Plan usual() {
    return new Plan(
        Schema.ARENA_33K,
        Format.PARQUET,
        null,
        null,
        List.of(),
        List.of(),
        Source.OWN,
        Rule.usual(),
        PersonalData.MASK,
        List.of(),
        List.of(),
        "CC-BY-4.0",
        "CC-BY-NC-4.0");
  }

  boolean has(Rule rule) {
    return rules.contains(rule);
  }
}
