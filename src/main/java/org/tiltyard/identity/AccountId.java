package org.tiltyard.identity;

import org.tiltyard.shared.Identifier;

/** The identifier of an {@link Account}. */
public record AccountId(String value) implements Identifier {}
