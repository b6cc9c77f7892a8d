package org.tiltyard.provider;

/**
 * What the provider counted for one answer.
 *
 * @param tokensIn tokens of the request
 * @param tokensOut tokens of the answer, reasoning included
 */
public record Usage(int tokensIn, int tokensOut) {}
