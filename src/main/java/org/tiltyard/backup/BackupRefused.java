package org.tiltyard.backup;

/** Why a backup, a restore or a move was not done, in words for who asked. */
class BackupRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackupRefused(String message) {
    super(message);
  }
}
