package org.tiltyard.release;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the files of releases are, {@code tiltyard.releases.*}.
 *
 * @param folder one that all nodes share: any of them may build a release, and each serves all
 */
@ConfigurationProperties("tiltyard.releases")
record ReleaseSettings(@DefaultValue("./data/releases") String folder) {

  Path path() {
    String path =
        folder.startsWith("~/") ? System.getProperty("user.home") + folder.substring(1) : folder;
    return Path.of(path).toAbsolutePath().normalize();
  }
}
