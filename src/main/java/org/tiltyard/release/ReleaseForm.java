package org.tiltyard.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.release.Plan.PersonalData;
import org.tiltyard.release.Plan.Source;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;

/**
 * A release as the form has it.
 *
 * @param from first day, in UTC, as 2026-11-25; empty: from the beginning
 * @param to last day, itself included; empty: up to now
 * @param models one a line; so are languages, excluded models and blocked words
 * @param rules the keys of those that are ticked
 * @param action {@code build}: what is saved is also built
 */
record ReleaseForm(
    @Nullable String title,
    @Nullable String slug,
    @Nullable String schema,
    @Nullable String format,
    @Nullable String from,
    @Nullable String to,
    @Nullable String models,
    @Nullable String languages,
    @Nullable String source,
    @Nullable List<String> rules,
    @Nullable String personalData,
    @Nullable String excludedModels,
    @Nullable String blockedWords,
    @Nullable String promptLicence,
    @Nullable String outputLicence,
    @Nullable String action) {

  static ReleaseForm of(String title, String slug, Plan plan) {
    return new ReleaseForm(
        title,
        slug,
        plan.schema().key(),
        plan.format().key(),
        plan.from() == null ? "" : day(plan.from()).toString(),
        plan.to() == null ? "" : day(plan.to()).minusDays(1).toString(),
        String.join("\n", plan.models()),
        String.join("\n", plan.languages()),
        word(plan.source()),
        plan.rules().stream().map(Rule::key).toList(),
        word(plan.personalData()),
        String.join("\n", plan.excludedModels()),
        String.join("\n", plan.blockedWords()),
        plan.promptLicence(),
        plan.outputLicence(),
        null);
  }

  /** Whether it is to be built at once. */
  boolean builds() {
    return "build".equals(action);
  }

  /**
   * What it asks for.
   *
   * @throws ReleaseRefused that names the field
   */
  Plan plan() {
    return new Plan(
        Schema.of(text(schema)).orElseThrow(() -> ReleaseRefused.word("schema", text(schema))),
        Format.of(text(format)).orElseThrow(() -> ReleaseRefused.word("format", text(format))),
        from == null || from.isBlank() ? null : begin(day(from, "from")),
        to == null || to.isBlank() ? null : begin(day(to, "to").plusDays(1)),
        lines(models),
        lines(languages),
        choice(Source.class, "source", text(source)),
        chosenRules(),
        choice(PersonalData.class, "personalData", text(personalData)),
        lines(excludedModels),
        lines(blockedWords),
        text(promptLicence),
        text(outputLicence));
  }

  private Set<Rule> chosenRules() {
    Set<Rule> chosen = EnumSet.noneOf(Rule.class);
    for (String key : rules == null ? List.<String>of() : rules) {
      chosen.add(Rule.of(key).orElseThrow(() -> ReleaseRefused.word("rules", key)));
    }
    return chosen;
  }

  /** Whether the rule is ticked; for the page. */
  public boolean has(String rule) {
    return rules != null && rules.contains(rule);
  }

  static String text(@Nullable String field) {
    return field == null ? "" : field.strip();
  }

  private static List<String> lines(@Nullable String field) {
    return text(field).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static LocalDate day(String text, String field) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw ReleaseRefused.day(field);
    }
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String field, String word) {
    for (E one : type.getEnumConstants()) {
      if (word(one).equals(word)) {
        return one;
      }
    }
    throw ReleaseRefused.word(field, word);
  }
}
