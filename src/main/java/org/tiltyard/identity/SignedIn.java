package org.tiltyard.identity;

/**
 * The account behind a request, as pages and checks see it.
 *
 * @param role {@code admin}, {@code researcher} or {@code annotator}
 */
public record SignedIn(AccountId id, String username, String role) {}
