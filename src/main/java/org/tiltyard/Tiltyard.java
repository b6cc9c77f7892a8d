package org.tiltyard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The application: one process is a whole arena. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Tiltyard", sharedModules = "shared")
public class Tiltyard {

  /** Starts the arena; settings as {@code --name=value}. */
  public static void main(String[] arguments) {
    SpringApplication.run(Tiltyard.class, arguments);
  }
}
