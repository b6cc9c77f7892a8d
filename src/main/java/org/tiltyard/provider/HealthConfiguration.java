package org.tiltyard.provider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of health. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  Live<HealthSettings> healthSettings(Settings settings) {
    return settings.live("tiltyard.health", HealthSettings.class);
  }
}
