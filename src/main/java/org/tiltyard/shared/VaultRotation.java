package org.tiltyard.shared;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes all stored secrets over to a new secret key. */
@Component
public class VaultRotation {

  private final VaultKeys keys;
  private final ObjectProvider<VaultContents> contents;

  VaultRotation(VaultKeys keys, ObjectProvider<VaultContents> contents) {
    this.keys = keys;
    this.contents = contents;
  }

  /** Whether the secret key is in the arena's own file, and not in the settings. */
  public boolean keyInFile() {
    return keys.inFile();
  }

  /** How many secrets are sealed with an older key. */
  public int outdated() {
    return all().stream().mapToInt(VaultContents::outdated).sum();
  }

  /**
   * Seals everything with the newest key. Where the key is in the file, a new one is made first and
   * the old ones are forgotten at the end; where it is in the settings, its first key is the newest
   * one.
   *
   * @return how many secrets were sealed anew
   * @throws Vault.Unreadable when one can't be opened; nothing is lost, the old keys stay
   */
  public synchronized int rotate() {
    if (keys.inFile()) {
      keys.renew();
    }
    int count = all().stream().mapToInt(VaultContents::reseal).sum();
    if (keys.inFile() && outdated() == 0) {
      keys.dropOld();
    }
    return count;
  }

  private List<VaultContents> all() {
    return contents.stream().toList();
  }
}
