package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

/** The quick rule allows what the rule does, no more and no less. */
class PlainHeadersTest {

  @Test
  void everyCharacterIsAllowedOrRefusedAsByTheRule() {
    for (Predicate<String> rule :
        List.of(
            StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES,
            StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES)) {
      Predicate<String> quick = PlainHeaders.orPlain(rule);
      for (int c = 0; c <= Character.MAX_VALUE; c++) {
        String text = "a" + (char) c + "z";
        assertThat(quick.test(text)).as("U+%04X", c).isEqualTo(rule.test(text));
      }
      assertThat(quick.test("")).isEqualTo(rule.test(""));
    }
  }
}
