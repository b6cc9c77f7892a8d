package org.tiltyard.operation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The file of an H2 database, in which what has been committed must be before anybody is told of
 * it. H2 by itself writes once for each commit, one after the other, and on a busy node half of the
 * time went there; here, those who wait at the same time wait for the same write.
 */
final class H2File {

  /** What is written so soon after the last write waits a little for others to join. */
  private static final long BUSY_NANOS = 20_000_000;

  private static final long GATHERING_NANOS = 3_000_000;

  private final DataSource database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private long begun;
  private long finished;
  private boolean writing;
  private long lastWrite = System.nanoTime() - BUSY_NANOS;
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
    boolean busy = System.nanoTime() - lastWrite < BUSY_NANOS;
    boolean done = false;
    try {
      if (busy) {
        gather();
      }
      begun++;
      lock.unlock();
      try {
        file.commit();
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
      lastWrite = System.nanoTime();
      if (done) {
        finished = begun;
      }
      written.signalAll();
    }
  }

  private void gather() {
    lock.unlock();
    try {
      LockSupport.parkNanos(GATHERING_NANOS);
    } finally {
      lock.lock();
    }
  }

  /** What is behind a connection; null where that is another process, or no H2 at all. */
  static @Nullable MVStore storeOf(Connection connection) throws SQLException {
    return connection.isWrapperFor(JdbcConnection.class)
            && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        ? session.getDatabase().getStore().getMvStore()
        : null;
  }

  private @Nullable MVStore open() {
    MVStore known = store;
    if (known != null && !known.isClosed()) {
      return known;
    }
    try (Connection connection = database.getConnection()) {
      MVStore found = storeOf(connection);
      store = found;
      return found;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The database can't be asked for its file", e);
    }
  }
}
