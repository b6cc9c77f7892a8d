package org.tiltyard.operation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of operation. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  @Bean
  Live<OperationSettings> operationSettings(Settings settings) {
    return settings.live("tiltyard.operation", OperationSettings.class);
  }

  @Bean
  Live<RetentionSettings> retentionSettings(Settings settings) {
    return settings.live("tiltyard.retention", RetentionSettings.class);
  }
}
