package org.tiltyard.release;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such release, or no such file in it. */
public final class ReleaseNotFound extends ResponseStatusException {

  private static final long serialVersionUID = 1L;

  public ReleaseNotFound() {
    super(HttpStatus.NOT_FOUND);
  }
}
