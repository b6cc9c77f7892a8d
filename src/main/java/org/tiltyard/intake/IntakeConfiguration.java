package org.tiltyard.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The settings of imports. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  Live<IntakeSettings> intakeSettings(Settings settings) {
    return settings.live("tiltyard.intake", IntakeSettings.class);
  }
}
