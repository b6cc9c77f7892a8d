package org.tiltyard.limits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of limits. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

  static final String PREFIX = "tiltyard.limits";

  @Bean
  Live<LimitSettings> limitSettings(Settings settings) {
    return settings.live(PREFIX, LimitSettings.class);
  }

  @Bean
  Live<LimitSettings.Participant> participantLimits(Settings settings) {
    return settings.live(PREFIX + ".participant", LimitSettings.Participant.class);
  }

  @Bean
  Live<LimitSettings.Network> networkLimits(Settings settings) {
    return settings.live(PREFIX + ".network", LimitSettings.Network.class);
  }

  @Bean
  Live<LimitSettings.Api> apiLimits(Settings settings) {
    return settings.live(PREFIX + ".api", LimitSettings.Api.class);
  }

  @Bean
  Live<BudgetSettings> budgetSettings(Settings settings) {
    return settings.live(PREFIX + ".budget", BudgetSettings.class);
  }

  @Bean
  Live<LimitSettings.Challenge> challengeSettings(Settings settings) {
    return settings.live(PREFIX + ".challenge", LimitSettings.Challenge.class);
  }
}
