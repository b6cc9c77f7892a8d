package org.tiltyard.web;

import java.time.Duration;
import java.util.Base64;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.tiltyard.settings.Branding;
import org.tiltyard.settings.Live;

/**
 * The arena's own colours and logo. Colours are in the address of their style sheet, so a browser
 * may keep it, and a preview can ask for others.
 */
@Controller
class BrandController {

  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofDays(30)).cachePublic();
  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

  private final Live<Branding> branding;

  BrandController(Live<Branding> branding) {
    this.branding = branding;
  }

  @GetMapping("/brand.css")
  ResponseEntity<String> colours(
      @RequestParam(defaultValue = "") String light, @RequestParam(defaultValue = "") String dark) {
    if (!light.matches(Branding.COLOUR_OR_NONE) || !dark.matches(Branding.COLOUR_OR_NONE)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    String accent = light.isEmpty() ? "#17181b" : light;
    String accentDark = dark.isEmpty() ? "#ececea" : dark;
    String css =
        """
        :root {
          --accent: light-dark(%s, %s);
          --on-accent: light-dark(%s, %s);
        }
        """
            .formatted(accent, accentDark, Contrast.textOn(accent), Contrast.textOn(accentDark));
    return ResponseEntity.ok().cacheControl(KEEP).contentType(CSS).body(css);
  }

  @GetMapping("/brand/logo")
  ResponseEntity<byte[]> logo() {
    String logo = branding.get().logo();
    if (logo.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    String type = logo.substring("data:".length(), logo.indexOf(';'));
    return ResponseEntity.ok()
        .cacheControl(KEEP)
        .contentType(MediaType.parseMediaType(type))
        .body(Base64.getDecoder().decode(logo.substring(logo.indexOf(',') + 1)));
  }
}
