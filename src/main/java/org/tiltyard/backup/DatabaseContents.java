package org.tiltyard.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/** What a database holds, read in one transaction: others may go on writing. */
final class DatabaseContents implements Contents {

  private static final String HISTORY = "flyway_schema_history";
  private static final int FETCH = 500;

  private final Connection connection;
  private final boolean postgres;
  private final String version;
  private final List<Table> tables;

  DatabaseContents(DataSource database) {
    this.version = schema(database);
    try {
      connection = database.getConnection();
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      postgres = postgres(connection);
      tables = tables(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String schema(DataSource database) {
    MigrationInfo current = Flyway.configure().dataSource(database).load().info().current();
    if (current == null) {
      throw new BackupRefused("There is no arena in this database.");
    }
    return String.valueOf(current.getVersion());
  }

  static boolean postgres(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /** The tables of an arena, each after those that it refers to. */
  static List<Table> tables(Connection connection) throws SQLException {
    Map<String, Set<String>> references = new TreeMap<>();
    Map<String, Table> found = new TreeMap<>();
    DatabaseMetaData data = connection.getMetaData();
    for (String name : names(data, connection.getSchema())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals(HISTORY)) {
        continue;
      }
      Set<String> others = new LinkedHashSet<>();
      Set<String> own = new LinkedHashSet<>();
      try (ResultSet keys = data.getImportedKeys(null, connection.getSchema(), name)) {
        while (keys.next()) {
          String other = keys.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT);
          if (other.equals(lower)) {
            own.add(keys.getString("FKCOLUMN_NAME").toLowerCase(Locale.ROOT));
          } else {
            others.add(other);
          }
        }
      }
      references.put(lower, others);
      found.put(lower, table(data, connection.getSchema(), name, own));
    }
    Map<String, Table> ordered = new LinkedHashMap<>();
    found.keySet().forEach(name -> place(name, found, references, ordered));
    return List.copyOf(ordered.values());
  }

  private static List<String> names(DatabaseMetaData data, String schema) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet all = data.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (all.next()) {
        names.add(all.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  private static Table table(DatabaseMetaData data, String schema, String name, Set<String> own)
      throws SQLException {
    List<Table.Column> columns = new ArrayList<>();
    try (ResultSet all = data.getColumns(null, schema, name, "%")) {
      while (all.next()) {
        String column = all.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
        columns.add(
            new Table.Column(
                column,
                Kind.of(all.getInt("DATA_TYPE"), name + "." + column),
                own.contains(column),
                "YES".equals(all.getString("IS_AUTOINCREMENT"))));
      }
    }
    Map<Integer, String> key = new TreeMap<>();
    try (ResultSet parts = data.getPrimaryKeys(null, schema, name)) {
      while (parts.next()) {
        key.put(parts.getInt("KEY_SEQ"), parts.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return new Table(name.toLowerCase(Locale.ROOT), columns, List.copyOf(key.values()));
  }

  private static void place(
      String name,
      Map<String, Table> found,
      Map<String, Set<String>> references,
      Map<String, Table> ordered) {
    if (ordered.containsKey(name)) {
      return;
    }
    for (String other : references.getOrDefault(name, Set.of())) {
      place(other, found, references, ordered);
    }
    @Nullable Table table = found.get(name);
    if (table == null) {
      throw new IllegalStateException("a reference to " + name + ", which is not there");
    }
    ordered.put(name, table);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<Table> tables() {
    return tables;
  }

  @Override
  public Map<String, Long> sequences() {
    Map<String, Long> sequences = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      if (postgres) {
        for (String name : postgresSequences(statement)) {
          try (ResultSet next =
              statement.executeQuery(
                  "select case when is_called then last_value + 1 else last_value end from "
                      + name)) {
            next.next();
            sequences.put(name, next.getLong(1));
          }
        }
      } else {
        try (ResultSet all =
            statement.executeQuery(
                "select sequence_name, base_value from information_schema.sequences"
                    + " where sequence_schema = current_schema")) {
          while (all.next()) {
            sequences.put(all.getString(1).toLowerCase(Locale.ROOT), all.getLong(2));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return sequences;
  }

  private static List<String> postgresSequences(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet all =
        statement.executeQuery(
            "select sequence_name from information_schema.sequences"
                + " where sequence_schema = current_schema()")) {
      while (all.next()) {
        names.add(all.getString(1));
      }
    }
    return names;
  }

  @Override
  public void read(Table table, Rows rows) {
    List<String> names = table.columns().stream().map(Table.Column::name).toList();
    String order = table.key().isEmpty() ? "" : " order by " + String.join(", ", table.key());
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet all =
          statement.executeQuery(
              "select " + String.join(", ", names) + " from " + table.name() + order)) {
        while (all.next()) {
          @Nullable Object[] values = new @Nullable Object[names.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = table.columns().get(i).kind().read(all, i + 1);
          }
          rows.row(values);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(table.name(), e);
    }
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
