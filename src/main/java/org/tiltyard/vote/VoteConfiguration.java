package org.tiltyard.vote;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of votes. */
@Configuration(proxyBeanMethods = false)
class VoteConfiguration {

  @Bean
  Live<VoteSettings> voteSettings(Settings settings) {
    return settings.live("tiltyard.vote", VoteSettings.class);
  }
}
