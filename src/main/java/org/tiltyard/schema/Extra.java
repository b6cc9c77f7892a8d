package org.tiltyard.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How an object of an imported file differs from its schema, so that it can be written again as it
 * was: the fields that the schema doesn't know, as JSON text, and those that are missing.
 *
 * @param fields in the order of the source; written after the known ones. JSONL alone has them: the
 *     columns of Parquet and CSV are those of the schema
 * @param absent known fields that the source doesn't have; JSONL leaves them out, too
 */
public record Extra(Map<String, String> fields, Set<String> absent) {

  /** An object that is just as its schema says. */
  public static final Extra NONE = new Extra(Map.of(), Set.of());

  public Extra {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    absent = Set.copyOf(absent);
  }
}
