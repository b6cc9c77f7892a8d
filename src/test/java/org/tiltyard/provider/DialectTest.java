package org.tiltyard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complaints are shortened from what well-known servers send. */
class DialectTest {

  private static final Sampling ALL = new Sampling(0.7, 1.0, 100);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stream_options: Extra inputs are not permitted|false|true|true|true",
        "Unrecognized request argument supplied: stream_options|false|true|true|true",
        "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'|true|false|true|true",
        "Unsupported value: 'temperature' does not support 0.7|true|true|false|true",
        "`temperature` and `top_p` cannot both be specified|true|true|true|false"
      })
  void givesUpWhatTheServerComplainsAbout(
      String complaint, boolean usage, boolean maxTokens, boolean temperature, boolean topP) {
    assertThat(Dialect.COMMON.after(complaint, ALL))
        .contains(new Dialect(usage, maxTokens, temperature, topP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_tokens is too large",
        "temperature must be at most 1",
        "unsupported image",
        "messages: field required"
      })
  void takesOtherComplaintsForWhatTheyAre(String complaint) {
    assertThat(Dialect.COMMON.after(complaint, ALL)).isEmpty();
  }

  @Test
  void givesUpNothingTwiceAndNothingThatWasNotSent() {
    Dialect poor = new Dialect(false, false, false, false);
    String complaint = "unsupported: stream_options, max_tokens, temperature, top_p";

    assertThat(poor.after(complaint, ALL)).isEmpty();
    assertThat(Dialect.COMMON.after("unsupported: top_p", Sampling.PROVIDER_DEFAULTS)).isEmpty();
  }
}
