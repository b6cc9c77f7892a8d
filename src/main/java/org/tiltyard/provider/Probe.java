package org.tiltyard.provider;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** Sees whether an endpoint is there, or whether a model answers, at the least cost. */
@Component
final class Probe {

  /**
   * What came of asking.
   *
   * @param failure null when the model is there
   * @param firstTokenMillis negative when there was no token
   */
  record Result(@Nullable RouteFailure failure, int firstTokenMillis) {}

  private static final Duration FOR_THE_REST = Duration.ofSeconds(15);
  private static final List<ChatMessage> GREETING = List.of(ChatMessage.user("Hi"));
  private static final Sampling ONE_TOKEN = new Sampling(null, null, 1);

  private final OpenAiGateway gateway;
  private final ProviderSettings settings;
  private final Time time;

  Probe(OpenAiGateway gateway, ProviderSettings settings, Time time) {
    this.gateway = gateway;
    this.settings = settings;
    this.time = time;
  }

  /** Whether the endpoint takes connections; costs it nothing. */
  void knock(Endpoint endpoint) throws ChatFailure {
    gateway.knock(endpoint);
  }

  /** How long {@link #ask} may take at most. */
  Duration patience() {
    return settings.firstTokenTimeout().plus(FOR_THE_REST);
  }

  /** Asks the model for one token and goes when it comes. */
  Result ask(Endpoint endpoint, String model) {
    long begun = System.nanoTime();
    try (ChatStream stream =
        gateway.openUncounted(endpoint, new ChatRequest(model, GREETING, ONE_TOKEN))) {
      stream.next();
      return new Result(null, (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    } catch (ChatFailure failure) {
      boolean there = RouteFailure.weight(failure.kind()) == 0 || wantsMoreTokens(failure);
      return new Result(there ? null : RouteFailure.of(failure, time.now()), -1);
    }
  }

  /** Some models that think first complain of so low a limit, but they are there to complain. */
  private static boolean wantsMoreTokens(ChatFailure failure) {
    String words = failure.detail().toLowerCase(Locale.ROOT);
    return failure.status().orElse(0) == 400
        && (words.contains("max_tokens")
            || words.contains("max_completion_tokens")
            || words.contains("output limit"));
  }
}
