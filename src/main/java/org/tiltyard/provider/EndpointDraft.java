package org.tiltyard.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;

/**
 * What somebody wants an endpoint to be, without its secrets; see {@link Endpoint} for the parts.
 */
public record EndpointDraft(String name, String baseUrl, EndpointLimits limits) {

  static final int LONGEST_NAME = 120;
  private static final int LONGEST_TIME = 3_600_000;
  private static final int LARGEST_COUNT = 1_000_000_000;
  private static final Pattern NO_TEXT = Pattern.compile("\\p{Cntrl}");

  public EndpointDraft {
    name = name.strip();
    baseUrl = baseUrl.strip().replaceAll("/+$", "");
  }

  /**
   * @throws EndpointRefused naming the first field that is not allowed
   */
  void check(OutboundHttp outbound) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || NO_TEXT.matcher(name).find()) {
      throw EndpointRefused.field("name", "name", LONGEST_NAME);
    }
    try {
      outbound.check(baseUrl);
    } catch (AddressRefused e) {
      throw EndpointRefused.field("baseUrl", "baseUrl", String.valueOf(e.getMessage()));
    }
    if (baseUrl.contains("?") || baseUrl.contains("#")) {
      throw EndpointRefused.field("baseUrl", "query");
    }
    whole("connectTimeout", limits.connectTimeoutMs(), LONGEST_TIME);
    whole("firstTokenTimeout", limits.firstTokenTimeoutMs(), LONGEST_TIME);
    whole("betweenTokensTimeout", limits.betweenTokensTimeoutMs(), LONGEST_TIME);
    whole("totalTimeout", limits.totalTimeoutMs(), LONGEST_TIME);
    whole("concurrency", limits.concurrency(), LARGEST_COUNT);
    whole("requestsPerMinute", limits.requestsPerMinute(), LARGEST_COUNT);
    whole("tokensPerMinute", limits.tokensPerMinute(), LARGEST_COUNT);
    Double spend = limits.dailySpend();
    if (spend != null && !(spend > 0 && spend <= LARGEST_COUNT)) {
      throw EndpointRefused.field("dailySpend", "number");
    }
  }

  private static void whole(String field, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw EndpointRefused.field(field, "number");
    }
  }
}
