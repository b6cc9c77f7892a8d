package org.tiltyard.integrity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of the rules. */
@Configuration(proxyBeanMethods = false)
class IntegrityConfiguration {

  @Bean
  Live<IntegritySettings> integritySettings(Settings settings) {
    return settings.live("tiltyard.integrity", IntegritySettings.class);
  }
}
