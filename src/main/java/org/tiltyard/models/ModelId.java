package org.tiltyard.models;

import org.tiltyard.shared.Identifier;

/** The identifier of a {@link LanguageModel}. */
public record ModelId(String value) implements Identifier {}
