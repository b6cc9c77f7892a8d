package org.tiltyard.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import org.springframework.web.util.UriComponentsBuilder;
import org.tiltyard.shared.Time;

/**
 * Which entries are asked for; what is empty asks for all.
 *
 * @param actor the user name
 * @param action the action, or its area: {@code model} for all that begin with {@code model.}
 * @param subject a part of its name, or its id
 * @param from first day, UTC, as {@code 2026-01-31}; what is no day counts as empty
 * @param until last day
 */
record AuditFilter(
    @Nullable String actor,
    @Nullable String action,
    @Nullable String subject,
    @Nullable String from,
    @Nullable String until) {

  /** Conditions and what they are compared with. */
  record Where(List<String> conditions, List<Object> values) {

    private void add(String condition, Object... compared) {
      conditions.add(condition);
      values.addAll(List.of(compared));
    }
  }

  Where where() {
    Where where = new Where(new ArrayList<>(), new ArrayList<>());
    if (isGiven(actor)) {
      where.add("actor = ?", actor.strip());
    }
    if (isGiven(action)) {
      where.add("(action = ? or action like ? escape '!')", action, escaped(action) + ".%");
    }
    if (isGiven(subject)) {
      String part = subject.strip();
      String pattern = "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
      where.add("(subject_id = ? or lower(subject_name) like ? escape '!')", part, pattern);
    }
    LocalDate first = day(from);
    if (first != null) {
      where.add("at >= ?", startOf(first));
    }
    LocalDate last = day(until);
    if (last != null) {
      where.add("at < ?", startOf(last.plusDays(1)));
    }
    return where;
  }

  private static Object startOf(LocalDate day) {
    return Time.forDatabase(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      // A year of more digits is beyond what a database can compare with.
      return isGiven(text) && text.length() == 10 ? LocalDate.parse(text) : null;
    } catch (DateTimeException noDay) {
      return null;
    }
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  @Contract("null -> false")
  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  /** Whether anything is asked for in particular; the page asks, too. */
  public boolean isNarrow() {
    return isGiven(actor) || isGiven(action) || isGiven(subject) || isGiven(from) || isGiven(until);
  }

  /** An address under the audit page that keeps the filter. */
  String link(String path, @Nullable String before) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
    add(link, "actor", actor);
    add(link, "action", action);
    add(link, "subject", subject);
    add(link, "from", from);
    add(link, "until", until);
    add(link, "before", before);
    return link.encode().build().toUriString();
  }

  private static void add(UriComponentsBuilder link, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      link.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
    }
  }
}
