package org.tiltyard.dataset;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of tags. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {

  @Bean
  Live<LeakSettings> leakSettings(Settings settings) {
    return settings.live("tiltyard.leaks", LeakSettings.class);
  }
}
