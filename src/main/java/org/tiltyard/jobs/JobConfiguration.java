package org.tiltyard.jobs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The settings of jobs. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  @Bean
  Live<JobSettings> jobSettings(Settings settings) {
    return settings.live("tiltyard.jobs", JobSettings.class);
  }
}
