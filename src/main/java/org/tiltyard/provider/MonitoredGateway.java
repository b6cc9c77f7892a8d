package org.tiltyard.provider;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** The gateway that everybody uses: notes how every answer went, for {@link Health}. */
@Component
@Primary
final class MonitoredGateway implements ChatGateway {

  private final OpenAiGateway gateway;
  private final RouteWatches watches;
  private final Live<HealthSettings> settings;
  private final Time time;

  MonitoredGateway(
      OpenAiGateway gateway, RouteWatches watches, Live<HealthSettings> healthSettings, Time time) {
    this.gateway = gateway;
    this.watches = watches;
    this.settings = healthSettings;
    this.time = time;
  }

  @Override
  public ChatStream open(Endpoint endpoint, ChatRequest request) {
    RouteWatch watch = watches.of(new Route(endpoint.id(), request.model()));
    return new MonitoredStream(gateway.open(endpoint, request), watch, settings, time);
  }
}
