package org.tiltyard.identity;

import org.tiltyard.shared.Identifier;

/** Who chats and votes in one browser: random, and never linked to a name or an address. */
public record ParticipantId(String value) implements Identifier {}
