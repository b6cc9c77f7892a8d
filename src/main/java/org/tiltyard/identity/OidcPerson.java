package org.tiltyard.identity;

import java.util.Set;

/**
 * Somebody as the issuer knows them.
 *
 * @param subject never changes and is never given to another; the only thing that says who it is
 * @param name what they are called there; may change, and may be another's
 */
record OidcPerson(String issuer, String subject, String name, Set<String> groups) {}
