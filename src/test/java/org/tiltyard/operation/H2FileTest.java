package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.shared.Durability;
import org.tiltyard.testing.Eventually;

/** What has been waited for is in the file, whole, and many wait for few writes. */
class H2FileTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int WRITERS = 16;
  private static final int ROWS_EACH = 25;
  private static final int VOTERS = 6;

  /** Without the gate, one of thirty has a half. */
  private static final int COPIES = 100;

  private static final String HALVES =
      "select count(*) from battle left join vote_of on battle_id = id"
          + " where (state = 'voted') <> (battle_id is not null)";

  @TempDir private Path folder;
  private JdbcDataSource database;
  private H2File file;
  private Connection keptOpen;

  @BeforeEach
  void open() throws SQLException {
    database = new JdbcDataSource();
    database.setUrl("jdbc:h2:file:" + folder.resolve("arena"));
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

  /** A battle and its vote are stored by one transaction, or its state would belie it. */
  @Test
  void noCopyOfTheFileHasHalfATransaction() throws Exception {
    execute("create table battle (id int primary key, state varchar(9))");
    execute("create table vote_of (battle_id int primary key references battle (id))");
    AtomicBoolean enough = new AtomicBoolean();
    List<Integer> halves = new ArrayList<>();

    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService voters = Executors.newFixedThreadPool(VOTERS)) {
      for (int voter = 0; voter < VOTERS; voter++) {
        int first = voter * 1_000_000;
        all.add(voters.submit(() -> voteUntil(enough, first)));
      }
      try {
        for (int copy = 0; copy < COPIES; copy++) {
          file.await();
          halves.add(Math.toIntExact(countInACopyOfTheFile(HALVES)));
        }
      } finally {
        enough.set(true);
      }
    }

    for (Future<?> one : all) {
      one.get();
    }
    assertThat(halves).containsOnly(0);
  }

  private void voteUntil(AtomicBoolean enough, int first) {
    H2Writing writing = new H2Writing();
    JdbcTemplate statements = writing.jdbcTemplate(database, file);
    TransactionTemplate transaction =
        new TransactionTemplate(writing.transactionManager(database, file));
    // Or each would wait for its write, and little would happen during one.
    transaction.setName(Durability.LATER);
    for (int battle = first; !enough.get(); battle++) {
      int id = battle;
      transaction.executeWithoutResult(
          status -> statements.update("insert into battle values (?, 'open')", id));
      transaction.executeWithoutResult(status -> {
        statements.update("update battle set state = 'voted' where id = ?", id);
        statements.update("insert into vote_of values (?)", id);
      });
      transaction.executeWithoutResult(status -> {
        statements.update("delete from vote_of where battle_id = ?", id);
        statements.update("delete from battle where id = ?", id);
      });
    }
  }

  /** They wait for each other's rows while the write waits for them. */
  @Test
  void writesGoOnWhileTransactionsWaitForEachOther() throws Exception {
    execute("create table bucket (id int primary key, level int)");
    execute("insert into bucket values (1, 0), (2, 0)");
    H2Writing writing = new H2Writing();
    JdbcTemplate statements = writing.jdbcTemplate(database, file);
    TransactionTemplate transaction =
        new TransactionTemplate(writing.transactionManager(database, file));

    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService takers = Executors.newFixedThreadPool(VOTERS)) {
      for (int taker = 0; taker < VOTERS; taker++) {
        all.add(
            takers.submit(() -> {
              for (int taken = 0; taken < ROWS_EACH; taken++) {
                transaction.executeWithoutResult(status -> {
                  statements.queryForList("select level from bucket where id = 1 for update");
                  statements.update("update bucket set level = level + 1 where id = 2");
                  statements.update("update bucket set level = level + 1 where id = 1");
                });
              }
            }));
      }
    }

    for (Future<?> one : all) {
      one.get();
    }
    assertThat(countInACopyOfTheFile("select sum(level) from bucket"))
        .isEqualTo(2L * VOTERS * ROWS_EACH);
  }

  /** A write waits for what runs, and what runs must not wait for whoever waits for the write. */
  @Test
  void whoWaitsForAConnectionKeepsNoWriteWaiting() throws Exception {
    H2Writing writing = new H2Writing();
    HikariConfig one = new HikariConfig();
    one.setDataSource(database);
    one.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(one);
        ExecutorService others = Executors.newFixedThreadPool(2)) {
      H2File pooled = new H2File(pool);
      pooled.await();
      JdbcTemplate statements = writing.jdbcTemplate(pool, pooled);
      Future<?> waits =
          new TransactionTemplate(writing.transactionManager(pool, pooled))
              .execute(status -> {
                Future<?> other =
                    others.submit(() -> statements.update("insert into vote default values"));
                Eventually.within(
                    SOON,
                    "it waits for the only connection",
                    () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
                assertThat(others.submit(pooled::await)).succeedsWithin(SOON);
                statements.update("insert into vote default values");
                return other;
              });

      assertThat(waits).succeedsWithin(SOON);
    }
    assertThat(rowsInACopyOfTheFile()).isEqualTo(2);
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
    return countInACopyOfTheFile("select count(*) from vote");
  }

  private long countInACopyOfTheFile(String sql) throws IOException, SQLException {
    Path copy = folder.resolve("copy.mv.db");
    Files.copy(folder.resolve("arena.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
    JdbcDataSource other = new JdbcDataSource();
    other.setUrl("jdbc:h2:file:" + folder.resolve("copy") + ";ACCESS_MODE_DATA=r");
    try (Connection connection = other.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
