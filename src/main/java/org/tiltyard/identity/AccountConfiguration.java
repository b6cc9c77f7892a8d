package org.tiltyard.identity;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;

/** The settings of accounts, and how passwords are hashed. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  /** OWASP's first choice of parameters for Argon2id: 19 MiB, two passes, one lane. */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  @Bean
  Live<AccountSettings> accountSettings(Settings settings) {
    return settings.live("tiltyard.accounts", AccountSettings.class);
  }

  /** New hashes are Argon2id; those of earlier versions are bcrypt, without a prefix. */
  @Bean
  OneAtATimeEncoder passwordEncoder() {
    var argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    var delegating = new DelegatingPasswordEncoder("argon2id", Map.of("argon2id", argon2));
    delegating.setDefaultPasswordEncoderForMatches(new BCryptPasswordEncoder());
    return new OneAtATimeEncoder(delegating);
  }
}
