package org.tiltyard.identity;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

/**
 * The usual firewall of Spring Security with the usual rules. It looks at a header each time that
 * one is read, by a regular expression, some dozen times a request; a plain text passes without.
 */
@Configuration(proxyBeanMethods = false)
class PlainHeaders {

  @Bean
  ServerWebExchangeFirewall firewall() {
    StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
    firewall.setAllowedHeaderNames(orPlain(StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES));
    firewall.setAllowedHeaderValues(orPlain(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES));
    return firewall;
  }

  /** The same rule, quicker for texts of ASCII that can be printed: it allows all of them. */
  static Predicate<String> orPlain(Predicate<String> rule) {
    return text -> isPlain(text) || rule.test(text);
  }

  /** A header that is not there is asked about, too. */
  private static boolean isPlain(@Nullable String text) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
