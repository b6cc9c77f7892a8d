package org.tiltyard.identity;

import org.jspecify.annotations.Nullable;

/** What went wrong with a form, shown in place. */
public record FormProblem(
    @Nullable String title, @Nullable String detail, @Nullable String field) {}
