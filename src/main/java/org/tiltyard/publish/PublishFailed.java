package org.tiltyard.publish;

import org.jspecify.annotations.Nullable;

/** Publishing ended early; the message is for people and holds no secret. */
final class PublishFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PublishFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  PublishFailed(String message) {
    super(message);
  }
}
