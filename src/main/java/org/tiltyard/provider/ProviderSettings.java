package org.tiltyard.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of every conversation with a provider, {@code tiltyard.provider.*}.
 *
 * @param connectTimeout until the connection stands
 * @param firstTokenTimeout from the request to the first token, reasoning included
 * @param betweenTokensTimeout from one token to the next; keep-alive comments do not count
 * @param totalTimeout for the whole answer
 * @param longestLine of the event stream; a longer one is malformed
 * @param longestAnswer characters of text and reasoning, each; an answer is ended there as {@code
 *     length}
 */
@ConfigurationProperties("tiltyard.provider")
public record ProviderSettings(
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration firstTokenTimeout,
    @DefaultValue("20s") Duration betweenTokensTimeout,
    @DefaultValue("5m") Duration totalTimeout,
    @DefaultValue("4MB") DataSize longestLine,
    @DefaultValue("400000") int longestAnswer) {}
