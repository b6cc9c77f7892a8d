package org.tiltyard.backup;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The kinds of values that both databases keep, and how each is written down. */
enum Kind {
  TEXT,
  INTEGER,
  DECIMAL,
  BOOLEAN,
  TIME,
  DATE,
  BYTES;

  /**
   * The kind of a column.
   *
   * @param type one of {@link Types}
   */
  static Kind of(int type, String column) {
    return switch (type) {
      case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> TEXT;
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> INTEGER;
      case Types.DOUBLE, Types.FLOAT, Types.REAL -> DECIMAL;
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.TIMESTAMP_WITH_TIMEZONE, Types.TIMESTAMP -> TIME;
      case Types.DATE -> DATE;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
      default ->
          throw new IllegalStateException(column + " is of a kind that is not known: " + type);
    };
  }

  /** Reads a column of the current row. */
  @Nullable Object read(ResultSet row, int column) throws SQLException {
    Object value =
        switch (this) {
          case TEXT -> row.getString(column);
          case INTEGER -> row.getLong(column);
          case DECIMAL -> row.getDouble(column);
          case BOOLEAN -> row.getBoolean(column);
          case TIME -> row.getObject(column, OffsetDateTime.class);
          case DATE -> row.getObject(column, LocalDate.class);
          case BYTES -> row.getBytes(column);
        };
    return row.wasNull() ? null : value;
  }

  /** Gives a value to a statement. */
  static void set(PreparedStatement statement, int parameter, @Nullable Object value)
      throws SQLException {
    statement.setObject(parameter, value);
  }

  /** Writes a value as JSON. */
  void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case Double number when Double.isFinite(number) -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case byte[] bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes));
      case OffsetDateTime time ->
          json.writeString(time.withOffsetSameInstant(ZoneOffset.UTC).toString());
      default -> json.writeString(value.toString());
    }
  }

  /** Reads a value that {@link #write} wrote. */
  @Nullable Object read(JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    return switch (this) {
      case TEXT -> json.stringValue();
      case INTEGER -> json.longValue();
      case DECIMAL -> json.isString() ? Double.valueOf(json.stringValue()) : json.doubleValue();
      case BOOLEAN -> json.booleanValue();
      case TIME -> OffsetDateTime.parse(json.stringValue());
      case DATE -> LocalDate.parse(json.stringValue());
      case BYTES -> Base64.getDecoder().decode(json.stringValue());
    };
  }
}
