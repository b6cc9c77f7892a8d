package org.tiltyard.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Headers;

/**
 * What came back, whole; any status but a redirect.
 *
 * @param body at most as long as the request allowed
 */
public record OutboundResponse(int status, Headers headers, byte[] body) {

  /** Whether the status is one of success. */
  public boolean successful() {
    return status >= 200 && status < 300;
  }

  /** The last header of the name, in any case of letters. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Prints only the status: headers and body may hold secrets. */
  @Override
  public String toString() {
    return "HTTP status " + status;
  }
}
