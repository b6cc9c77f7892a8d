package org.tiltyard.moderation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of moderation. */
@Configuration(proxyBeanMethods = false)
class ModerationConfiguration {

  @Bean
  Live<ModerationSettings> moderationSettings(Settings settings) {
    return settings.live("tiltyard.moderation", ModerationSettings.class);
  }
}
