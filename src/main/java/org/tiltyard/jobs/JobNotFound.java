package org.tiltyard.jobs;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such job, or no longer. */
public final class JobNotFound extends ResponseStatusException {

  private static final long serialVersionUID = 1L;

  public JobNotFound() {
    super(HttpStatus.NOT_FOUND);
  }
}
