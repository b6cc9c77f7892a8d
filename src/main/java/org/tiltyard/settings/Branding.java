package org.tiltyard.settings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tiltyard.arena.*}: what the arena is called and how it looks.
 *
 * @param name in every title and in the head of every page
 * @param logo beside the name, as a {@code data:} URL; empty: the arena's own mark
 * @param accent colour of main buttons in the light scheme, {@code #rrggbb}; empty: the usual one
 * @param accentDark the same for the dark scheme
 */
public record Branding(
    @Editable @NotBlank @Size(max = 40) @DefaultValue("Tiltyard") String name,
    @Editable(Editable.Form.IMAGE)
        @Size(max = 90_000)
        @Pattern(
            regexp = "(data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+)?",
            message = "must be a PNG, JPEG or WebP image")
        @DefaultValue("")
        String logo,
    @Editable(Editable.Form.COLOUR)
        @Pattern(regexp = Branding.COLOUR_OR_NONE, message = "must be a colour such as #1d5bb8")
        @DefaultValue("")
        String accent,
    @Editable(Editable.Form.COLOUR)
        @Pattern(regexp = Branding.COLOUR_OR_NONE, message = "must be a colour such as #86b4ff")
        @DefaultValue("")
        String accentDark) {

  /** {@code #rrggbb}, or nothing. */
  public static final String COLOUR_OR_NONE = "(#[0-9a-fA-F]{6})?";
}
