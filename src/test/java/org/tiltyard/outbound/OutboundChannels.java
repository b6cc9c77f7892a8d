package org.tiltyard.outbound;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tiltyard.identity.OidcChannel;
import org.tiltyard.provider.ChatFailure;
import org.tiltyard.provider.ChatGateway;
import org.tiltyard.provider.ChatMessage;
import org.tiltyard.provider.ChatRequest;
import org.tiltyard.provider.ChatStream;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointDirectory;
import org.tiltyard.provider.EndpointProblem;
import org.tiltyard.provider.Sampling;
import org.tiltyard.provider.WebhookSending;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Every channel of the arena, by name. */
final class OutboundChannels {

  private OutboundChannels() {}

  static Map<String, OutboundChannel> all() {
    Map<String, OutboundChannel> channels = new LinkedHashMap<>();
    channels.put("battles", OutboundChannels::chat);
    channels.put("discovery", OutboundChannels::discover);
    channels.put("test button", OutboundChannels::test);
    channels.put("health webhook", OutboundChannels::webhook);
    channels.put(
        "sign-in provider", (arena, admin, address) -> OidcChannel.discover(arena, address));
    return channels;
  }

  private static String chat(TestArena arena, Voter admin, String address) {
    ChatRequest request =
        new ChatRequest("m", List.of(ChatMessage.user("hello")), Sampling.PROVIDER_DEFAULTS);
    try (ChatStream stream = arena.part(ChatGateway.class).open(endpoint(address), request)) {
      return "an answer: " + stream.next();
    } catch (ChatFailure failure) {
      return failure.transport() + " " + failure.detail();
    }
  }

  private static String discover(TestArena arena, Voter admin, String address) {
    try {
      return "a list: " + arena.part(EndpointDirectory.class).list(endpoint(address));
    } catch (EndpointProblem problem) {
      return problem.finding().kind() + " " + problem.finding().detail();
    }
  }

  private static Endpoint endpoint(String address) {
    return Endpoint.configured("typed", address, Instant.EPOCH);
  }

  /** By hand: an admin fills in the form, saves, and presses the button. */
  private static String test(TestArena arena, Voter admin, String address) {
    HttpResponse<String> made =
        admin.postForm("/admin/endpoints", Map.of("name", Identifier.random(), "baseUrl", address));
    if (made.statusCode() != 303) {
      return "ADDRESS_REFUSED " + made.statusCode() + " " + made.body();
    }
    String page = made.headers().firstValue("Location").orElseThrow().replaceFirst("\\?.*", "");
    HttpResponse<String> tested = admin.postForm(page + "/test", Map.of());
    boolean refused = tested.body().contains("The arena may not connect to this address");
    return (refused ? "ADDRESS_REFUSED " : "") + tested.statusCode() + " " + tested.body();
  }

  /** The address is saved as any setting is; then a message is due. */
  private static String webhook(TestArena arena, Voter admin, String address) {
    String key = "tiltyard.health.webhook-url";
    HttpResponse<String> saved =
        admin.postForm("/admin/settings", Map.of("fields", key, key, address));
    if (saved.statusCode() != 303) {
      throw new AssertionError(saved.statusCode() + " " + saved.body());
    }
    return WebhookSending.once(arena);
  }
}
