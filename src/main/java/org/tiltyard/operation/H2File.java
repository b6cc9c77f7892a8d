package org.tiltyard.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The file of an H2 database, in which what has been committed must be before anybody is told of
 * it, whole or not at all. H2 by itself writes once for each commit, one after the other, and on a
 * busy node half of the time went there; here, those who wait at the same time wait for the same
 * write. And it writes while others change and commit, so that a process that ends leaves halves of
 * transactions; here, what it writes is from a moment in which nobody does, see {@link H2Gate}.
 *
 * <p>What one statement changes must be less than some 15 MB: of more, H2 writes a part at once.
 */
final class H2File {

  /**
   * Between two writes there is so many times the time that the first took, for others to join the
   * second: every write writes the upper pages of all that was changed anew, and would take a third
   * of a busy node's processors. After an idle moment nobody waits.
   */
  private static final long PAUSE = 3;

  private static final long LONGEST_PAUSE_NANOS = 25_000_000;

  /** Below this, in percent, what is still in use of the older part of the file is moved. */
  private static final int USED_PERCENT = 70;

  /** How much of that part is in use, among the figures that H2 tells by name. */
  private static final String OLD_PART = "info.CHUNKS_FILL_RATE_RW";

  /** With what has been changed meanwhile, less than makes H2 write at once. */
  private static final int BYTES_A_STEP = 4 * 1024 * 1024;

  /** In milliseconds. With 0 it would write at each commit. */
  private static final int NEVER_BY_ITSELF = Integer.MAX_VALUE;

  private final DataSource database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final H2Gate gate = new H2Gate();
  private long begun;
  private long finished;
  private boolean writing;
  private long nextWrite = System.nanoTime();
  private volatile @Nullable MVStore store;

  H2File(DataSource database) {
    this.database = database;
  }

  /**
   * Returns when all that was committed before the call is in the file.
   *
   * @throws DataAccessResourceFailureException when it can't be written
   */
  void await() {
    MVStore file = open();
    if (file == null) {
      return;
    }
    lock.lock();
    try {
      // A write that has begun already may have missed some of it.
      long needed = begun + 1;
      while (finished < needed) {
        if (writing) {
          written.awaitUninterruptibly();
        } else {
          write(file);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes for everybody who waits, without the lock. */
  private void write(MVStore file) {
    writing = true;
    boolean done = false;
    try {
      gather();
      begun++;
      lock.unlock();
      try {
        commit(file);
        done = !file.isClosed();
      } catch (MVStoreException e) {
        throw new DataAccessResourceFailureException(
            "The file of the database can't be written", e);
      } finally {
        lock.lock();
      }
      if (!done) {
        throw new DataAccessResourceFailureException("The database is closed");
      }
    } finally {
      writing = false;
      if (done) {
        finished = begun;
      }
      written.signalAll();
    }
  }

  private void gather() {
    long left = nextWrite - System.nanoTime();
    if (left > 0) {
      lock.unlock();
      try {
        LockSupport.parkNanos(left);
      } finally {
        lock.lock();
      }
    }
  }

  /**
   * Only what is to be written is gathered while nothing changes: H2 changes copies of pages, so
   * that the rest, nearly all of the time, can go beside changes. Only one thread writes at a time.
   */
  private void commit(MVStore file) {
    long start = System.nanoTime();
    gate.write(() -> beginCommit(file));
    file.executeFilestoreOperation(() -> {
      // It waits for what has been begun; nothing else is to be done.
    });
    long end = System.nanoTime();
    nextWrite = end + Math.min(LONGEST_PAUSE_NANOS, PAUSE * (end - start));
  }

  /** H2 has threads of its own that write, unless it is closing, or another holds the file. */
  private static void beginCommit(MVStore file) {
    long before = file.getCurrentVersion();
    file.tryCommit();
    if (file.getCurrentVersion() == before) {
      file.commit();
    }
  }

  /**
   * Runs what changes rows, or locks them, while no write of the file begins. Its connection is
   * taken first: a write waits for what runs, and if that waited for a connection, all of them
   * might be with transactions that wait for the write.
   */
  <T> T change(Supplier<T> statement) {
    Connection connection = DataSourceUtils.getConnection(database);
    try {
      return TransactionSynchronizationManager.hasResource(database)
          ? gate.change(this::hasChanged, statement)
          : changeBy(connection, statement);
    } finally {
      DataSourceUtils.releaseConnection(connection, database);
    }
  }

  private <T> T changeBy(Connection connection, Supplier<T> statement) {
    TransactionSynchronizationManager.bindResource(database, new ConnectionHolder(connection));
    try {
      return gate.change(this::hasChanged, statement);
    } finally {
      TransactionSynchronizationManager.unbindResource(database);
    }
  }

  /** Tells whether the transaction of this thread has changed or locked something. */
  boolean hasChanged() {
    if (!(TransactionSynchronizationManager.getResource(database)
        instanceof ConnectionHolder its)) {
      return false;
    }
    try {
      SessionLocal session = sessionOf(its.getConnection());
      return session != null && session.hasPendingTransaction();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The database can't be asked", e);
    }
  }

  /** Writes what nobody has waited for, and gives some space back. */
  void tidy() {
    MVStore file = open();
    if (file != null) {
      await();
      compact(file);
    }
  }

  /** Nobody writes meanwhile: a write would wait for this, and the changes for the write. */
  private void compact(MVStore file) {
    lock.lock();
    try {
      while (writing) {
        written.awaitUninterruptibly();
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    try {
      if (usedPercent(file) < USED_PERCENT) {
        file.compact(100, BYTES_A_STEP);
      }
    } catch (MVStoreException e) {
      throw new DataAccessResourceFailureException("Space can't be given back", e);
    } finally {
      lock.lock();
      writing = false;
      written.signalAll();
      lock.unlock();
    }
  }

  /**
   * Not of the whole file: what has just been rewritten stays for 45 seconds, and would have all
   * the rest rewritten again and again.
   */
  private static int usedPercent(MVStore file) {
    AtomicInteger percent = new AtomicInteger(100);
    file.populateInfo((name, value) -> {
      if (name.equals(OLD_PART)) {
        percent.set(Integer.parseInt(value));
      }
    });
    return percent.get();
  }

  /** What is behind a connection; null where that is another process, or no H2 at all. */
  static @Nullable MVStore storeOf(Connection connection) throws SQLException {
    SessionLocal session = sessionOf(connection);
    return session == null ? null : session.getDatabase().getStore().getMvStore();
  }

  private static @Nullable SessionLocal sessionOf(Connection connection) throws SQLException {
    return connection.isWrapperFor(JdbcConnection.class)
            && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        ? session
        : null;
  }

  private @Nullable MVStore open() {
    MVStore known = store;
    if (known != null && !known.isClosed()) {
      return known;
    }
    try (Connection connection = database.getConnection()) {
      MVStore found = storeOf(connection);
      if (found != null) {
        found.setAutoCommitDelay(NEVER_BY_ITSELF);
      }
      store = found;
      return found;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The database can't be asked for its file", e);
    }
  }
}
