package org.tiltyard.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The group that belongs to the arena as a whole. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

  @Bean
  Live<Branding> branding(Settings settings) {
    return settings.live("tiltyard.arena", Branding.class);
  }
}
