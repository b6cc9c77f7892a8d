package org.tiltyard.outbound;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to an address that somebody typed in.
 *
 * @param headers by name, as they are sent
 * @param type the media type of the body; unused without one
 * @param within until the last byte of the response, connecting included
 * @param longest most bytes of the response's body
 */
public record OutboundRequest(
    String method,
    String url,
    Map<String, String> headers,
    String type,
    byte @Nullable [] body,
    Duration within,
    int longest) {

  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int LONGEST = 1024 * 1024;

  /** A GET: ten seconds and 1 MB at most, unless said otherwise. */
  public static OutboundRequest get(String url) {
    return new OutboundRequest("GET", url, Map.of(), "", null, WITHIN, LONGEST);
  }

  /** A POST of this body, with the same limits. */
  public static OutboundRequest post(String url, String type, byte[] body) {
    return new OutboundRequest("POST", url, Map.of(), type, body, WITHIN, LONGEST);
  }

  /** The same with a further header. */
  public OutboundRequest header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, url, more, type, body, within, longest);
  }

  /** The same, to be over in this time. */
  public OutboundRequest within(Duration limit) {
    return new OutboundRequest(method, url, headers, type, body, limit, longest);
  }

  /** The same, with a response of at most so many bytes. */
  public OutboundRequest atMost(int bytes) {
    return new OutboundRequest(method, url, headers, type, body, within, bytes);
  }

  /** Prints neither headers nor body: both may hold secrets. */
  @Override
  public String toString() {
    return method + " " + url;
  }
}
