package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

  /** The secret of the examples in RFC 6238, appendix B. */
  private static final String SECRET =
      Base32.toBase32String("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111L);

  @ParameterizedTest
  @CsvSource({
    "59,          287082",
    "1111111109,  081804",
    "1111111111,  050471",
    "1234567890,  005924",
    "2000000000,  279037",
    "20000000000, 353130"
  })
  void agreesWithTheExamplesOfTheSpecification(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.stepAt(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void bearsAClockThatIsOneStepWrong(long steps) {
    long step = Totp.stepAt(NOW) + steps;

    assertThat(Totp.matching(SECRET, Totp.code(SECRET, step), NOW, 0)).hasValue(step);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3, -2, 2, 3})
  void bearsNoMore(long steps) {
    assertThat(Totp.matching(SECRET, Totp.code(SECRET, Totp.stepAt(NOW) + steps), NOW, 0))
        .isEmpty();
  }

  @Test
  void takesNoCodeTwice() {
    long step = Totp.stepAt(NOW);

    assertThat(Totp.matching(SECRET, Totp.code(SECRET, step), NOW, step)).isEmpty();
    assertThat(Totp.matching(SECRET, Totp.code(SECRET, step - 1), NOW, step)).isEmpty();
    assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + 1), NOW, step)).hasValue(step + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50471", "0050471", "05047x", "０５０４７１"})
  void takesNothingElse(String code) {
    assertThat(Totp.matching(SECRET, code, NOW, 0)).isEmpty();
  }

  @Test
  void tellsTheAppWhoseItIs() {
    assertThat(Totp.address("An arena", "ada & co", SECRET))
        .isEqualTo(
            "otpauth://totp/An%20arena:ada%20%26%20co?secret=" + SECRET + "&issuer=An%20arena");
  }
}
