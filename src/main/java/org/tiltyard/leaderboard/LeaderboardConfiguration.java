package org.tiltyard.leaderboard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of boards. */
@Configuration(proxyBeanMethods = false)
class LeaderboardConfiguration {

  @Bean
  Live<LeaderboardSettings> leaderboardSettings(Settings settings) {
    return settings.live("tiltyard.leaderboard", LeaderboardSettings.class);
  }
}
