package org.tiltyard.schema;

import java.util.List;

/** A field of a schema as Parquet and dataset cards have it; every field may be null. */
public record Column(String name, Type type) {

  /** What a column holds. */
  public sealed interface Type permits Scalar, ListOf, Struct {}

  /** Single values. */
  public enum Scalar implements Type {
    /** UTF-8 text. */
    STRING("string"),
    /** True or false. */
    BOOL("bool"),
    /** 32 bits. */
    INT32("int32"),
    /** 64 bits. */
    INT64("int64"),
    /** 64 bits. */
    FLOAT64("float64"),
    /** Microseconds since 1970, UTC, without a zone; text of ISO 8601 in JSON. */
    TIMESTAMP("timestamp[us]");

    private final String dtype;

    Scalar(String dtype) {
      this.dtype = dtype;
    }

    /** Its name in the {@code dataset_info} of a dataset card. */
    public String dtype() {
      return dtype;
    }
  }

  /** Any number of values of one type. */
  public record ListOf(Type element) implements Type {}

  /** Named fields in order. */
  public record Struct(List<Column> fields) implements Type {}
}
