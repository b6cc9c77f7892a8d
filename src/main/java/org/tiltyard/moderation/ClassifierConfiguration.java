package org.tiltyard.moderation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The settings of toxicity classifiers and of the backlog. */
@Configuration(proxyBeanMethods = false)
class ClassifierConfiguration {

  @Bean
  Live<ClassifierSettings> classifierSettings(Settings settings) {
    return settings.live("tiltyard.classifiers", ClassifierSettings.class);
  }

  @Bean
  Live<BacklogSettings> backlogSettings(Settings settings) {
    return settings.live("tiltyard.backlog", BacklogSettings.class);
  }
}
