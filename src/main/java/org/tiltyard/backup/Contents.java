package org.tiltyard.backup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that an arena's database holds, at one moment. */
interface Contents extends AutoCloseable {

  /** The version of the schema. */
  String version();

  /** The tables, each after those that it refers to. */
  List<Table> tables();

  /** What each sequence deals next. */
  Map<String, Long> sequences();

  /** Tells all rows of a table; may be asked again. */
  void read(Table table, Rows rows);

  @Override
  void close();

  /** Takes rows. */
  @FunctionalInterface
  interface Rows {

    /** Takes one, its values in the order of the columns. */
    void row(@Nullable Object[] values);
  }
}
