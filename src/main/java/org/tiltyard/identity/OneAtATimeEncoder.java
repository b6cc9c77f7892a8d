package org.tiltyard.identity;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes one password at a time, on a thread of its own. A slow hash is work for a processor and
 * takes memory: a flood of sign-ins must queue here, not occupy the threads that carry battles. The
 * queue is short; who finds it full is told to come back.
 */
final class OneAtATimeEncoder implements PasswordEncoder, DisposableBean {

  /** At some 50 ms each, the last one in the queue waits for about two seconds. */
  private static final int QUEUE = 32;

  private static final long IDLE_SECONDS = 30;

  private final PasswordEncoder slow;
  private final ThreadPoolExecutor worker;

  OneAtATimeEncoder(PasswordEncoder slow) {
    this.slow = slow;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("passwords").factory());
    worker.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws SignInRefused when too many are waiting
   */
  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return inTurn(() -> slow.encode(password));
  }

  /**
   * @throws SignInRefused when too many are waiting
   */
  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return Boolean.TRUE.equals(inTurn(() -> slow.matches(password, hash)));
  }

  @Override
  public boolean upgradeEncoding(@Nullable String hash) {
    return slow.upgradeEncoding(hash);
  }

  private <T> @Nullable T inTurn(Callable<@Nullable T> work) {
    try {
      Future<@Nullable T> done = worker.submit(work);
      return done.get();
    } catch (RejectedExecutionException full) {
      throw SignInRefused.busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a password was hashed", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A password could not be hashed", e.getCause());
    }
  }

  @Override
  public void destroy() {
    worker.shutdownNow();
  }
}
