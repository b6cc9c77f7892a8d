package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;

/** Bodies are shortened from what well-known servers send. */
class FailuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"x\"}}|TOO_LONG",
        "400|{\"object\":\"error\",\"message\":\"maximum context length is 10 tokens\"}|TOO_LONG",
        "400|{\"error\":{\"type\":\"exceed_context_size_error\"}}|TOO_LONG",
        "413|too large|TOO_LONG",
        "400|{\"error\":{\"code\":\"content_filter\",\"innererror\":{}}}|FILTERED",
        "403|{\"error\":{\"message\":\"your input was flagged\"}}|FILTERED",
        "401|{\"error\":{\"message\":\"content_filter\"}}|REFUSED",
        "429|{\"error\":{\"message\":\"maximum context length\"}}|RATE_LIMITED",
        "400|{\"error\":{\"message\":\"no\"}}|REFUSED",
        "402|{\"error\":{\"message\":\"pay\"}}|REFUSED",
        "404|<html>|REFUSED",
        "302|moved|REFUSED",
        "408|late|TIMED_OUT",
        "504|late|TIMED_OUT",
        "500|{\"error\":null}|UNAVAILABLE",
        "529|{\"error\":{\"type\":\"overloaded_error\"}}|UNAVAILABLE"
      })
  void sortsStatuses(int status, String body, FailureKind kind) {
    ChatFailure failure = Failures.ofStatus(status, body).without(List.of());

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure.detail()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":429,\"message\":\"x\"}}|RATE_LIMITED",
        "{\"error\":{\"code\":502,\"message\":\"x\"}}|UNAVAILABLE",
        "{\"object\":\"error\",\"code\":400,\"message\":\"x\"}|REFUSED",
        "{\"error\":{\"type\":\"rate_limit_error\"}}|RATE_LIMITED",
        "{\"error\":{\"type\":\"invalid_request_error\"}}|REFUSED",
        "{\"error\":{\"code\":\"context_length_exceeded\"}}|TOO_LONG",
        "{\"error\":{\"code\":\"content_filter\"}}|FILTERED",
        "{\"error\":\"CUDA out of memory\"}|UNAVAILABLE",
        "[1]|MALFORMED"
      })
  void sortsErrorsInsideTheStream(String payload, FailureKind kind) {
    assertThat(Failures.ofEvent(payload).kind()).isEqualTo(kind);
  }

  @Test
  void sortsWhatTheNetworkDoes() {
    assertThat(kindOf(new ConnectException("refused"))).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(kindOf(new SocketTimeoutException())).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(kindOf(new EventReader.EventTooLong(1))).isEqualTo(FailureKind.MALFORMED);
    assertThatThrownBy(() -> OutboundHttp.parse("ftp://localhost"))
        .isInstanceOfSatisfying(
            AddressRefused.class,
            refused -> assertThat(kindOf(refused)).isEqualTo(FailureKind.REFUSED));
  }

  @Test
  void keepsDetailsShortAndWithoutKeys() {
    ChatFailure failure =
        Failures.ofStatus(500, "a/b a\\/b a%2Fb sk-12345678abc " + "x".repeat(9000))
            .without(List.of("a/b"));

    assertThat(failure.detail()).startsWith("[key] [key] [key] [key] xxx").hasSize(4000);
  }

  private static FailureKind kindOf(IOException e) {
    return Failures.ofTransport(e).kind();
  }
}
