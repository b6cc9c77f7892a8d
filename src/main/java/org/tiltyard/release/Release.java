package org.tiltyard.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tiltyard.identity.AccountId;
import org.tiltyard.jobs.JobId;

/**
 * A part of the dataset that is published as files, or is going to be.
 *
 * @param slug its name in addresses and folders; unique
 * @param cutOff votes before then are in it; null before it is built
 * @param job that builds it, or did
 * @param contents what is in it; only once it is ready
 * @param failure why the last attempt at building it ended
 * @param account who began it; null when the account is gone
 */
public record Release(
    ReleaseId id,
    String slug,
    String title,
    Plan plan,
    ReleaseState state,
    @Nullable Instant cutOff,
    @Nullable JobId job,
    @Nullable Contents contents,
    @Nullable String failure,
    @Nullable AccountId account,
    Instant createdAt,
    @Nullable Instant builtAt) {}
