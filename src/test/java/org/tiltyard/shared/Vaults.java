package org.tiltyard.shared;

/** Vaults for tests outside an application. */
public final class Vaults {

  private Vaults() {}

  /** A vault with a key of its own, which no file holds. */
  public static Vault fresh() {
    return new Vault(new VaultKeys(new VaultSettings("./unused", VaultKey.random().base64())));
  }
}
