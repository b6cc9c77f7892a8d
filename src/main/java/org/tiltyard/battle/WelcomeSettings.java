package org.tiltyard.battle;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.welcome.*}: what the start page says.
 *
 * @param intro Markdown by language ({@code en}, {@code pt-BR}), instead of the usual sentence;
 *     {@code en} also stands in for languages that have none
 * @param examples prompts to begin with, of which some are shown; empty: the arena's own
 */
record WelcomeSettings(
    @Editable(Editable.Form.MARKDOWN) @Size(max = 40) @DefaultValue
        Map<
                @Pattern(
                    regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
                    message = "languages are written like en or pt-BR")
                String,
                @NotBlank @Size(max = 8000) String>
            intro,
    @Editable @Size(max = 200) @DefaultValue List<@NotBlank @Size(max = 4000) String> examples) {

  /** The text for a reader of this language; empty when there is none. */
  String introFor(Locale locale) {
    String exact = intro.get(locale.toLanguageTag());
    String language = exact == null ? intro.get(locale.getLanguage()) : exact;
    return language == null ? intro.getOrDefault("en", "") : language;
  }
}
