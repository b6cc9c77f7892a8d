package org.tiltyard.identity;

import java.time.Instant;

/**
 * A published version of the terms and the privacy notice.
 *
 * @param number 1, 2, 3 …, in the order of publication; the last one is in force
 * @param version its name, such as {@code 2026-11}
 * @param consent whether it has terms, which people must agree to
 */
record TermsVersion(
    int number, String version, boolean consent, Instant publishedAt, String publishedBy) {}
