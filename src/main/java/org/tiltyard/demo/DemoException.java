package org.tiltyard.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that can't be answered, in the shape OpenAI's API gives to errors. */
final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final @Nullable String parameter;
  private final @Nullable String code;

  private DemoException(
      HttpStatus status, String message, @Nullable String parameter, @Nullable String code) {
    super(message, null, false, false);
    this.status = status;
    this.parameter = parameter;
    this.code = code;
  }

  static DemoException badRequest(String message, @Nullable String parameter) {
    return new DemoException(HttpStatus.BAD_REQUEST, message, parameter, null);
  }

  static DemoException unauthorized() {
    return new DemoException(
        HttpStatus.UNAUTHORIZED, "The API key is missing or wrong.", null, "invalid_api_key");
  }

  static DemoException noSuchModel(String name) {
    String shown = name.substring(0, Math.min(name.length(), 100));
    return new DemoException(
        HttpStatus.NOT_FOUND,
        "There is no model '" + shown + "' here.",
        "model",
        "model_not_found");
  }

  static DemoException tooLarge(int most) {
    return new DemoException(
        HttpStatus.CONTENT_TOO_LARGE, "The body is larger than " + most + " bytes.", null, null);
  }

  static DemoException unsupportedType() {
    return new DemoException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.", null, null);
  }

  HttpStatus status() {
    return status;
  }

  /** {@code {"error": {"message", "type", "param", "code"}}}. */
  Map<String, Object> body() {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("message", getMessage());
    error.put("type", "invalid_request_error");
    error.put("param", parameter);
    error.put("code", code);
    return Map.of("error", error);
  }
}
