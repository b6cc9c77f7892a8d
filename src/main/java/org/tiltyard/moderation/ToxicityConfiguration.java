package org.tiltyard.moderation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The settings of toxicity classifiers. */
@Configuration(proxyBeanMethods = false)
class ToxicityConfiguration {

  @Bean
  Live<ToxicitySettings> toxicitySettings(Settings settings) {
    return settings.live("tiltyard.toxicity", ToxicitySettings.class);
  }
}
