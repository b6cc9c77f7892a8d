package org.tiltyard.battle;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The live settings of battles. */
@Configuration(proxyBeanMethods = false)
class BattleConfiguration {

  @Bean
  Live<BattleSettings> battleSettings(Settings settings) {
    return settings.live("tiltyard.battle", BattleSettings.class);
  }

  @Bean
  Live<ModeSettings> modeSettings(Settings settings) {
    return settings.live("tiltyard.modes", ModeSettings.class);
  }

  @Bean
  Live<WelcomeSettings> welcomeSettings(Settings settings) {
    return settings.live("tiltyard.welcome", WelcomeSettings.class);
  }

  @Bean
  Live<PairingSettings> pairingSettings(Settings settings) {
    return settings.live("tiltyard.pairing", PairingSettings.class);
  }
}
