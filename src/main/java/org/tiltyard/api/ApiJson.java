package org.tiltyard.api;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.tiltyard.shared.Sha256;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the API writes JSON: names as in the datasets (snake_case), times as ISO 8601 in UTC, every
 * field always there. An answer carries a tag of its content, so that a program which has it
 * already is told so (304) and sent nothing.
 */
final class ApiJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final int TAG_DIGITS = 32;

  private ApiJson() {}

  /** One thing. */
  static ResponseEntity<byte[]> of(Object body) {
    byte[] bytes = MAPPER.writeValueAsBytes(body);
    return tagged(bytes).body(bytes);
  }

  /** One thing, as the outcome of a change. */
  static ResponseEntity<byte[]> of(Object body, HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(MAPPER.writeValueAsBytes(body));
  }

  /** A part of a list, with the address of the next one in {@code Link} too. */
  static ResponseEntity<byte[]> page(Page<?> page) {
    byte[] body = MAPPER.writeValueAsBytes(page);
    ResponseEntity.BodyBuilder response = tagged(body);
    if (page.next() != null) {
      response.header(HttpHeaders.LINK, "<" + page.next() + ">; rel=\"next\"");
    }
    return response.body(body);
  }

  /** The head of an answer with these bytes. */
  static ResponseEntity.BodyBuilder tagged(byte[] body) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE)
        .eTag(tag(body));
  }

  /** Weak: on its way the body may be compressed. */
  private static String tag(byte[] body) {
    return "W/\"" + Sha256.hex(body).substring(0, TAG_DIGITS) + "\"";
  }
}
