package org.tiltyard.identity;

import org.tiltyard.shared.Identifier;

/** The name of a {@link Session} on pages; it opens nothing. */
record SessionId(String value) implements Identifier {}
