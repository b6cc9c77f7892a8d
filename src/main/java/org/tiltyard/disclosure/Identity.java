package org.tiltyard.disclosure;

import org.jspecify.annotations.Nullable;

/**
 * What a model is called.
 *
 * @param name the public name: {@code llama-3.3-70b}
 * @param providerModel what its endpoint calls it: {@code meta-llama/Llama-3.3-70B-Instruct}; null
 *     where that isn't known, as for imported ones
 * @param organisation who made it; null where nobody said
 */
public record Identity(
    String name, @Nullable String providerModel, @Nullable String organisation) {}
