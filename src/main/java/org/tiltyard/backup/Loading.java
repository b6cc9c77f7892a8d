package org.tiltyard.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Puts contents into a database that has none. The schema is brought to the contents' version first
 * and to the newest after: an older backup fits a newer arena.
 */
final class Loading {

  private static final int BATCH = 500;
  private static final String IN_USE =
      "There is an arena already in this database. Give it a fresh one.";
  private static final String MIGRATIONS = "classpath:db/migration";

  private final DataSource database;

  Loading(DataSource database) {
    this.database = database;
  }

  /**
   * Loads all in one transaction.
   *
   * @return how many rows
   * @throws BackupRefused if there is something already, or the contents are from a newer arena
   */
  long load(Contents contents) {
    migrateTo(contents.version());
    long rows;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      refuseWhatIsUsed(connection);
      rows = load(contents, connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Flyway.configure().dataSource(database).locations(MIGRATIONS).load().migrate();
    return rows;
  }

  private void migrateTo(String version) {
    Flyway newest = Flyway.configure().dataSource(database).locations(MIGRATIONS).load();
    boolean known =
        Arrays.stream(newest.info().all())
            .anyMatch(one -> version.equals(String.valueOf(one.getVersion())));
    if (!known) {
      throw new BackupRefused(
          "A newer arena wrote this (schema " + version + "): restore it with that version.");
    }
    MigrationInfo current = newest.info().current();
    if (current != null && !version.equals(String.valueOf(current.getVersion()))) {
      throw new BackupRefused(IN_USE);
    }
    Flyway.configure()
        .dataSource(database)
        .locations(MIGRATIONS)
        .target(MigrationVersion.fromVersion(version))
        .load()
        .migrate();
  }

  private static void refuseWhatIsUsed(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("account", "participant", "battle")) {
        try (ResultSet some = statement.executeQuery("select 1 from " + table + " limit 1")) {
          if (some.next()) {
            throw new BackupRefused(IN_USE);
          }
        }
      }
    }
  }

  private static long load(Contents contents, Connection connection) throws SQLException {
    List<Table> tables = contents.tables();
    Set<String> known =
        DatabaseContents.tables(connection).stream().map(Table::name).collect(Collectors.toSet());
    if (!known.equals(tables.stream().map(Table::name).collect(Collectors.toSet()))) {
      throw new BackupRefused("The tables are not those of the schema that this claims to be.");
    }
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      // What the migrations put there is in the contents too.
      for (Table table : tables.reversed()) {
        statement.executeUpdate("delete from " + table.name());
      }
      for (Table table : tables) {
        rows += insert(contents, table, connection);
      }
      for (Table table : tables) {
        for (Table.Column column : table.columns()) {
          if (column.own()) {
            refer(contents, table, column, connection);
          }
          if (column.numbered()) {
            numberOn(table, column, statement);
          }
        }
      }
      for (var sequence : contents.sequences().entrySet()) {
        statement.execute(
            "alter sequence " + sequence.getKey() + " restart with " + sequence.getValue());
      }
    }
    return rows;
  }

  private static long insert(Contents contents, Table table, Connection connection)
      throws SQLException {
    String columns =
        table.columns().stream().map(Table.Column::name).collect(Collectors.joining(", "));
    String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into " + table.name() + " (" + columns + ") values (" + marks + ")")) {
      Batch batch = new Batch(insert);
      contents.read(
          table,
          values -> {
            @Nullable Object[] given = values.clone();
            for (int i = 0; i < given.length; i++) {
              if (table.columns().get(i).own()) {
                given[i] = null; // The row that it refers to may come later.
              }
            }
            batch.add(given);
          });
      return batch.end();
    }
  }

  private static void refer(
      Contents contents, Table table, Table.Column column, Connection connection)
      throws SQLException {
    String where =
        table.key().stream().map(part -> part + " = ?").collect(Collectors.joining(" and "));
    try (PreparedStatement update =
        connection.prepareStatement(
            "update " + table.name() + " set " + column.name() + " = ? where " + where)) {
      Batch batch = new Batch(update);
      contents.read(
          table,
          values -> {
            @Nullable Object other = values[table.place(column.name())];
            if (other != null) {
              @Nullable Object[] given = new @Nullable Object[1 + table.key().size()];
              given[0] = other;
              for (int i = 1; i < given.length; i++) {
                given[i] = values[table.place(table.key().get(i - 1))];
              }
              batch.add(given);
            }
          });
      batch.end();
    }
  }

  private static void numberOn(Table table, Table.Column column, Statement statement)
      throws SQLException {
    long next;
    try (ResultSet last =
        statement.executeQuery(
            "select coalesce(max(" + column.name() + "), 0) + 1 from " + table.name())) {
      last.next();
      next = last.getLong(1);
    }
    statement.execute(
        "alter table " + table.name() + " alter column " + column.name() + " restart with " + next);
  }

  /** Sends rows some hundred at a time. */
  private static final class Batch {

    private final PreparedStatement statement;
    private long rows;

    Batch(PreparedStatement statement) {
      this.statement = statement;
    }

    void add(@Nullable Object[] values) {
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        if (++rows % BATCH == 0) {
          statement.executeBatch();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    long end() throws SQLException {
      if (rows % BATCH != 0) {
        statement.executeBatch();
      }
      return rows;
    }
  }
}
