/**
 * The published schemas of datasets: their rows as records, and readers and writers for JSONL,
 * Parquet and CSV. Pure functions of their arguments; no framework, no database, no clock.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.tiltyard.schema;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
