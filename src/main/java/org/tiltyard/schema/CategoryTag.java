package org.tiltyard.schema;

/**
 * What classifiers of prompts said, by classifier and version.
 *
 * @param json a JSON object as it came; Parquet has columns for the published classifiers
 */
public record CategoryTag(String json) {}
