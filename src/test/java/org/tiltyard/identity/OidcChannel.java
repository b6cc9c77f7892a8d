package org.tiltyard.identity;

import java.time.Clock;
import java.util.List;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;

/** The sign-in provider's address as a way out of the arena, for whoever tries addresses on it. */
public final class OidcChannel {

  private OidcChannel() {}

  /** Has an arena's own way out ask an issuer at this address; returns what the log would say. */
  public static String discover(TestArena arena, String address) {
    OidcSettings.Roles roles = new OidcSettings.Roles(List.of(), List.of(), List.of());
    OidcSettings settings =
        new OidcSettings(
            address,
            "client",
            null,
            List.of(),
            "it",
            "name",
            "groups",
            roles,
            Role.ANNOTATOR,
            true);
    OidcHttp http = new OidcHttp(arena.part(OutboundHttp.class));
    try {
      return "described: "
          + new OidcIssuer(settings, http, new Time(Clock.systemUTC())).get().metadata();
    } catch (OidcFailure failure) {
      return String.valueOf(failure.getMessage());
    }
  }
}
