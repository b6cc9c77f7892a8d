package org.tiltyard.review;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The service that finds names didn't say; the message is for people and holds no text. */
final class EntityServiceFailed extends IOException {

  private static final long serialVersionUID = 1L;

  EntityServiceFailed(String why, @Nullable Throwable cause) {
    super("The service that finds names " + why + ". Nothing was forgotten; search again.", cause);
  }
}
