package org.tiltyard.backup;

import java.util.List;

/**
 * A table.
 *
 * @param name in lower case
 * @param columns in the order in which values stand in a row
 * @param key the columns of its primary key
 */
record Table(String name, List<Column> columns, List<String> key) {

  /**
   * A column.
   *
   * @param name in lower case
   * @param own whether it refers to a row of the same table
   * @param numbered whether the database deals its values
   */
  record Column(String name, Kind kind, boolean own, boolean numbered) {}

  int place(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalStateException(name + " has no column " + column);
  }
}
