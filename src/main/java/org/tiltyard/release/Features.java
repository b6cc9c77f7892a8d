package org.tiltyard.release;

import java.util.List;
import org.tiltyard.schema.Column;

/** The columns of a schema in the YAML of a dataset card. */
final class Features {

  private Features() {}

  static void write(StringBuilder text, List<Column> columns, String indent) {
    for (Column column : columns) {
      text.append(indent).append("- name: ").append(quoted(column.name())).append('\n');
      type(text, column.type(), indent + "  ");
    }
  }

  private static void type(StringBuilder text, Column.Type type, String indent) {
    switch (type) {
      case Column.Scalar scalar ->
          text.append(indent).append("dtype: ").append(scalar.dtype()).append('\n');
      case Column.Struct struct -> {
        text.append(indent).append("struct:\n");
        write(text, struct.fields(), indent);
      }
      case Column.ListOf(Column.Struct struct) -> {
        text.append(indent).append("list:\n");
        write(text, struct.fields(), indent);
      }
      case Column.ListOf(Column.Scalar scalar) ->
          text.append(indent).append("sequence: ").append(scalar.dtype()).append('\n');
      case Column.ListOf(Column.ListOf inner) -> {
        text.append(indent).append("sequence:\n");
        type(text, inner, indent + "  ");
      }
    }
  }

  /** Names such as {@code **} mean something else in YAML. */
  private static String quoted(String name) {
    return name.matches("[a-z][a-z0-9_]*") && !name.equals("null") ? name : "\"" + name + "\"";
  }
}
