package org.tiltyard.shared;

/** Sealed secrets of one kind, in a module's own table; every module that stores some has one. */
public interface VaultContents {

  /** How many are sealed with an older key. */
  int outdated();

  /**
   * Seals those anew with the present key, one by one; a secret that changes meanwhile is left as
   * it is then.
   *
   * @return how many were sealed anew
   * @throws Vault.Unreadable when one can't be opened; those before it are done
   */
  int reseal();
}
