package org.tiltyard.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that hangs makes a node not ready, and nobody wait. */
class ReadinessTest {

  /** Keeps everybody waiting until it is let go; then refuses. */
  private static final class Hanging extends AbstractDataSource {
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      asked.incrementAndGet();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new SQLException("interrupted", e);
      }
      throw new SQLException("gone");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      return getConnection();
    }
  }

  private final Hanging hanging = new Hanging();
  private final DatabaseCheck check = new DatabaseCheck(JdbcClient.create(hanging));

  @Test
  void askersOfAHangingDatabaseShareOneConnection() {
    for (int i = 0; i < 5; i++) {
      assertThat(check.answers(java.time.Duration.ofMillis(20))).isFalse();
    }
    assertThat(hanging.asked).hasValue(1);
    check.close();
  }

  @Test
  void aFailingDatabaseIsAskedAgainEachTime() {
    hanging.released.countDown();
    assertThat(check.answers(java.time.Duration.ofSeconds(20))).isFalse();
    assertThat(check.answers(java.time.Duration.ofSeconds(20))).isFalse();
    assertThat(hanging.asked).hasValue(2);
    check.close();
  }
}
