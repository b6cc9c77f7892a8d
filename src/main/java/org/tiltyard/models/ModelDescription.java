package org.tiltyard.models;

import org.jspecify.annotations.Nullable;

/** What somebody says of a model, wherever it came from: settings, the demo programs, a form. */
public record ModelDescription(
    String name,
    String providerModel,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    @Nullable String description,
    @Nullable String systemPrompt,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens) {}
