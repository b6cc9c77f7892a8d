package org.tiltyard.identity;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.shared.Time;

/** What admins do with the terms: write drafts, and publish them as a new version. */
@Component
class TermsEditing {

  static final int LONGEST = 100_000;
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,39}");

  private final TermsRows rows;
  private final TermsLinks links;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Time time;

  TermsEditing(
      TermsRows rows,
      TermsLinks links,
      AuditLog audit,
      TransactionTemplate transaction,
      Time time) {
    this.rows = rows;
    this.links = links;
    this.audit = audit;
    this.transaction = transaction;
    this.time = time;
  }

  /**
   * What a form describes, checked and not stored.
   *
   * @throws TermsRefused when it breaks a rule
   */
  static TermsText draft(TermsKind kind, @Nullable String language, @Nullable String text) {
    String clean = text == null ? "" : text.replace("\r\n", "\n").replace("\0", "").strip();
    if (clean.length() > LONGEST) {
      throw TermsRefused.tooLong(clean.length(), LONGEST);
    }
    return new TermsText(kind, tag(language), clean);
  }

  private static String tag(@Nullable String language) {
    String given = language == null ? "" : language.strip();
    try {
      String tag = new Locale.Builder().setLanguageTag(given).build().toLanguageTag();
      if (!given.isEmpty() && tag.length() <= 10) {
        return tag;
      }
    } catch (IllformedLocaleException malformed) {
      // Said below.
    }
    throw TermsRefused.language(given);
  }

  /** Keeps a draft; an empty one is removed. */
  void save(TermsText draft, SignedIn by) {
    transaction.executeWithoutResult(status -> {
      if (draft.text().isEmpty()) {
        rows.removeDraft(draft.kind(), draft.language());
      } else {
        rows.putDraft(draft, time.now());
      }
      audit.record(
          by,
          draft.text().isEmpty() ? "terms.draft-removed" : "terms.draft-saved",
          "terms",
          draft.kind().word(),
          draft.kind().word() + " (" + draft.language() + ")",
          Map.of("characters", draft.text().length()));
    });
  }

  /**
   * Publishes all drafts as a new version, which is in force at once.
   *
   * @throws TermsRefused when the name is not one, or taken, or nothing has changed
   */
  TermsVersion publish(@Nullable String name, SignedIn by) {
    String version = name == null ? "" : name.strip();
    if (!VERSION.matcher(version).matches()) {
      throw TermsRefused.version();
    }
    try {
      TermsVersion published =
          java.util.Objects.requireNonNull(transaction.execute(status -> add(version, by)));
      links.refresh();
      return published;
    } catch (DuplicateKeyException taken) {
      throw TermsRefused.taken(version);
    }
  }

  private TermsVersion add(String version, SignedIn by) {
    List<TermsText> drafts = rows.drafts();
    Optional<TermsVersion> last = rows.latest();
    List<TermsText> before = last.map(one -> rows.texts(one.number())).orElse(List.of());
    if (Set.copyOf(drafts).equals(Set.copyOf(before))) {
      throw TermsRefused.unchanged();
    }
    boolean consent = drafts.stream().anyMatch(text -> text.kind() == TermsKind.TERMS);
    int number = last.map(TermsVersion::number).orElse(0) + 1;
    TermsVersion published = new TermsVersion(number, version, consent, time.now(), by.username());
    rows.add(published, drafts);
    audit.record(
        by,
        "terms.published",
        "terms",
        String.valueOf(number),
        version,
        Map.of(
            "texts",
            drafts.stream()
                .map(text -> text.kind().word() + " (" + text.language() + ")")
                .collect(Collectors.joining(", "))));
    return published;
  }

  /** A name for the next version that is not taken: the year and month, numbered if need be. */
  String suggestion() {
    Set<String> taken = new HashSet<>();
    rows.versions().forEach(one -> taken.add(one.version()));
    String month =
        LocalDate.ofInstant(time.now(), ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT));
    String name = month;
    for (int more = 2; taken.contains(name); more++) {
      name = month + "-" + more;
    }
    return name;
  }
}
