package org.tiltyard.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the texts in one language.
 *
 * @param language a language tag such as {@code en} or {@code pt-BR}
 * @param text Markdown
 */
record TermsText(TermsKind kind, String language, String text) {

  /** The text for a reader: in their language, else in English, else the first there is. */
  static Optional<TermsText> best(List<TermsText> texts, TermsKind kind, Locale locale) {
    List<TermsText> ofKind = texts.stream().filter(text -> text.kind == kind).toList();
    return in(ofKind, locale.toLanguageTag())
        .or(() -> in(ofKind, locale.getLanguage()))
        .or(() -> in(ofKind, "en"))
        .or(() -> ofKind.stream().findFirst());
  }

  private static Optional<TermsText> in(List<TermsText> texts, String language) {
    return texts.stream().filter(text -> text.language.equalsIgnoreCase(language)).findFirst();
  }
}
