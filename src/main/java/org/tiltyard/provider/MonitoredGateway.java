package org.tiltyard.provider;

import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** The gateway that everybody uses: notes how every answer went, for {@link Health} and metrics. */
@Component
@Primary
final class MonitoredGateway implements ChatGateway {

  private final OpenAiGateway gateway;
  private final RouteWatches watches;
  private final RouteNames names;
  private final ProviderMeters meters;
  private final Live<HealthSettings> settings;
  private final Time time;

  MonitoredGateway(
      OpenAiGateway gateway,
      RouteWatches watches,
      RouteNames names,
      ProviderMeters meters,
      Live<HealthSettings> healthSettings,
      Time time) {
    this.gateway = gateway;
    this.watches = watches;
    this.names = names;
    this.meters = meters;
    this.settings = healthSettings;
    this.time = time;
  }

  @Override
  public ChatStream open(Endpoint endpoint, ChatRequest request) {
    Route route = new Route(endpoint.id(), request.model());
    ChatStream stream = gateway.open(endpoint, request);
    return new MonitoredStream(
        stream, watches.of(route), meters, () -> names.name(route), settings, time);
  }
}
