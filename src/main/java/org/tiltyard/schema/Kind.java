package org.tiltyard.schema;

import com.jerolba.carpet.model.FieldType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A type of values with all that files need of it: how it is written as JSON and in columns, and
 * how it is read and checked. What is read is a tree of maps, lists, texts, booleans and numbers
 * ({@link JsonNumber} from JSON, Java's own from columns).
 *
 * @param <V> its values in Java
 */
interface Kind<V> {

  /** As cards and documentation name it. */
  Column.Type column();

  /** Writes a value as JSON. */
  void write(JsonGenerator json, V value);

  /**
   * Checks what was read.
   *
   * @param tree not null
   */
  V read(Object tree, Place place) throws BadRow;

  /** Its column in Parquet. */
  FieldType parquet();

  /** A value as its column takes it. */
  default @Nullable Object toParquet(V value) {
    return value;
  }
}
