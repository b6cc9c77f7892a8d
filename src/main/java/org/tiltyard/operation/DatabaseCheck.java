package org.tiltyard.operation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the database answers. */
@Component
class DatabaseCheck implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseCheck.class);

  private final JdbcClient database;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable CompletableFuture<Boolean> asked;

  DatabaseCheck(JdbcClient database) {
    this.database = database;
  }

  /**
   * Never waits longer than this, however the database hangs.
   *
   * @return false when it fails, or takes longer
   */
  boolean answers(Duration patience) {
    try {
      return ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("The database does not answer");
      return false;
    } catch (ExecutionException e) {
      log.warn("The database fails: {}", e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One question at a time: were it one a caller, a hanging database would collect them. */
  private synchronized CompletableFuture<Boolean> ask() {
    CompletableFuture<Boolean> running = asked;
    if (running == null || running.isDone()) {
      running = CompletableFuture.supplyAsync(this::one, asking);
      asked = running;
    }
    return running;
  }

  private Boolean one() {
    return database.sql("select 1").query(Integer.class).single() == 1;
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
