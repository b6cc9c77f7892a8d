package org.tiltyard.schema;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is read. What it is packed with and its format are told by its
 * first bytes, and by its name where these leave it open; its schema by its fields.
 *
 * @param name of the file; may be empty
 * @param schema if somebody said so
 * @param format if somebody said so
 */
public record FileGuess(String name, @Nullable Schema schema, @Nullable Format format) {

  /** Nothing but the name. */
  public static FileGuess named(String name) {
    return new FileGuess(name, null, null);
  }
}
