package org.tiltyard.models;

import org.tiltyard.provider.Endpoint;

/** A model, and the endpoint that serves it. */
public record Served(LanguageModel model, Endpoint endpoint) {}
