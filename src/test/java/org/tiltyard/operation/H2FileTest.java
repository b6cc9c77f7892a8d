package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

/** What has been waited for is in the file, and many wait for few writes. */
class H2FileTest {

  private static final int WRITERS = 16;
  private static final int ROWS_EACH = 25;

  @TempDir private Path folder;
  private JdbcDataSource database;
  private H2File file;
  private Connection keptOpen;

  @BeforeEach
  void open() throws SQLException {
    database = new JdbcDataSource();
    // H2 by itself writes once an hour.
    database.setUrl("jdbc:h2:file:" + folder.resolve("arena") + ";WRITE_DELAY=3600000");
    keptOpen = database.getConnection();
    file = new H2File(database);
    execute("create table vote (id int auto_increment primary key)");
    file.await();
  }

  @AfterEach
  void close() throws SQLException {
    keptOpen.close();
  }

  @Test
  void whatHasBeenWaitedForSurvivesTheProcess() throws Exception {
    execute("insert into vote default values");
    assertThat(rowsInACopyOfTheFile()).isZero();

    file.await();

    assertThat(rowsInACopyOfTheFile()).isEqualTo(1);
  }

  @Test
  void manyWaitForFewWrites() throws Exception {
    long before = store().getCurrentVersion();

    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        Callable<Void> rows = this::writeRows;
        all.add(writers.submit(rows));
      }
    }

    for (Future<?> one : all) {
      one.get();
    }
    assertThat(rowsInACopyOfTheFile()).isEqualTo(WRITERS * ROWS_EACH);
    assertThat(store().getCurrentVersion() - before).isLessThan(WRITERS * ROWS_EACH / 2);
  }

  private Void writeRows() throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (int row = 0; row < ROWS_EACH; row++) {
        statement.execute("insert into vote default values");
        file.await();
      }
    }
    return null;
  }

  @Test
  void whatCannotBeWrittenIsNotWaitedFor() throws Exception {
    MVStore broken = store();
    execute("insert into vote default values");
    broken.closeImmediately();

    assertThatThrownBy(file::await).isInstanceOf(DataAccessResourceFailureException.class);
  }

  private void execute(String sql) throws SQLException {
    try (var statement = keptOpen.createStatement()) {
      statement.execute(sql);
    }
  }

  private MVStore store() throws SQLException {
    return Objects.requireNonNull(H2File.storeOf(keptOpen));
  }

  /** What another process would find. */
  private long rowsInACopyOfTheFile() throws IOException, SQLException {
    Path copy = folder.resolve("copy.mv.db");
    Files.copy(folder.resolve("arena.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
    JdbcDataSource other = new JdbcDataSource();
    other.setUrl("jdbc:h2:file:" + folder.resolve("copy") + ";ACCESS_MODE_DATA=r");
    try (Connection connection = other.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from vote")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
