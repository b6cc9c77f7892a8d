package org.tiltyard.identity;

import java.time.Instant;

/** That somebody agreed to a version of the terms, and when. */
public record TermsAgreement(String version, Instant at) {}
