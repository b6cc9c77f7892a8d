package org.tiltyard.shared;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the vault's keys are.
 *
 * @param data folder of the file {@code secret.key}, which is used when no key is set here
 * @param secretKey 32 bytes in base64; after a comma, older keys that may still have to open
 *     something
 */
@ConfigurationProperties("tiltyard")
record VaultSettings(@DefaultValue("./data") String data, @Nullable String secretKey) {

  List<VaultKey> keys() {
    if (secretKey == null) {
      return List.of();
    }
    return Arrays.stream(secretKey.split(","))
        .filter(key -> !key.isBlank())
        .map(VaultKey::parse)
        .toList();
  }

  Path folder() {
    String path =
        data.startsWith("~/") ? System.getProperty("user.home") + data.substring(1) : data;
    return Path.of(path);
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "VaultSettings[data=" + data + "]";
  }
}
