package org.tiltyard.web;

import java.util.zip.CRC32;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.tiltyard.settings.Branding;
import org.tiltyard.settings.Live;

/** The arena's own looks, for the layout: templates use this bean as {@code @brand}. */
@Component("brand")
class Brand {

  private final Live<Branding> branding;

  Brand(Live<Branding> branding) {
    this.branding = branding;
  }

  /** What the arena is called. */
  public String name() {
    return branding.get().name();
  }

  /** Whether it has colours of its own. */
  public boolean coloured() {
    Branding now = branding.get();
    return !now.accent().isEmpty() || !now.accentDark().isEmpty();
  }

  /** The style sheet with its colours. */
  public String style() {
    return style(branding.get().accent(), branding.get().accentDark());
  }

  /** The style sheet with other colours, for a preview. */
  public String style(String light, String dark) {
    return UriComponentsBuilder.fromPath("/brand.css")
        .queryParam("light", "{light}")
        .queryParam("dark", "{dark}")
        .encode()
        .buildAndExpand(light, dark)
        .toUriString();
  }

  /** Whether it has a logo of its own. */
  public boolean hasLogo() {
    return !branding.get().logo().isEmpty();
  }

  /** Where its logo is; another address for another picture. */
  public String logo() {
    CRC32 sum = new CRC32();
    sum.update(branding.get().logo().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return "/brand/logo?v=" + Long.toHexString(sum.getValue());
  }
}
