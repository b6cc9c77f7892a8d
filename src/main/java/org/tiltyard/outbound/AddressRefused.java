package org.tiltyard.outbound;

import java.io.IOException;

/**
 * No connection to this address is allowed, or the address is no proper one. The message says why
 * in plain words, for administrators.
 */
public final class AddressRefused extends IOException {

  private static final long serialVersionUID = 1L;

  AddressRefused(String message) {
    super(message);
  }
}
