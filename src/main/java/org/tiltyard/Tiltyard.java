package org.tiltyard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.modulith.Modulithic;
import org.tiltyard.backup.BackupCommand;

/** The application: one process is a whole arena. */
// Its in-memory user opens nothing here, but its password would be printed at every start.
@SpringBootApplication(exclude = ReactiveUserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
@Modulithic(systemName = "Tiltyard", sharedModules = "shared")
public class Tiltyard {

  /** Starts the arena, or does a {@link BackupCommand}; settings as {@code --name=value}. */
  public static void main(String[] arguments) {
    if (BackupCommand.isMeant(arguments)) {
      System.exit(new BackupCommand(System.out, System.err).run(arguments));
    }
    SpringApplication.run(Tiltyard.class, arguments);
  }
}
