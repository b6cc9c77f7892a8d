package org.tiltyard.provider;

import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;

/** Has an arena send a health message now, for tests that look at where it goes. */
public final class WebhookSending {

  private WebhookSending() {}

  /** Sends one message to the address in the settings; tells what came of it. */
  public static String once(TestArena arena) {
    try {
      HealthWebhook webhook = arena.part(HealthWebhook.class);
      return "HTTP status " + webhook.deliver(Identifier.random(), "{}").status();
    } catch (OutboundFailure failure) {
      return failure.reason() + " " + failure.getMessage();
    }
  }
}
