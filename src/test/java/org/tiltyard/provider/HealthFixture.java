package org.tiltyard.provider;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of health as they are without any configuration, and chance without surprises. */
final class HealthFixture {

  static final HealthSettings DEFAULTS = bound(Map.of());

  private HealthFixture() {}

  static HealthSettings withoutProbes() {
    return bound(Map.of("health.probes", "false"));
  }

  static HealthSettings withWebhook(String url) {
    return bound(Map.of("health.webhook-url", url));
  }

  private static HealthSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("health", Bindable.of(HealthSettings.class));
  }

  /** Every number is the middle one. */
  static final class Even implements RandomGenerator {

    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public double nextDouble() {
      return 0.5;
    }
  }
}
