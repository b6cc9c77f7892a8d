package org.tiltyard.battle;

import org.tiltyard.shared.Identifier;

/** The identifier of one {@link Answer}: of one seat's one attempt at one turn. */
public record AnswerId(String value) implements Identifier {}
