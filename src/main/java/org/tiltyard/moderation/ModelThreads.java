package org.tiltyard.moderation;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/**
 * The threads on which models in this process run: few, of the platform, because a model keeps a
 * processor busy and would hold up whatever shares its carrier.
 */
@Component
class ModelThreads implements AutoCloseable {

  private static final int WAITING = 100;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool;

  @Autowired
  ModelThreads(Live<ClassifierSettings> classifierSettings) {
    this(classifierSettings.get().threads());
  }

  ModelThreads(int threads) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform()
                .name("classifier-", 0)
                .daemon()
                .priority(Thread.NORM_PRIORITY - 1)
                .factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws java.util.concurrent.RejectedExecutionException when too many wait
   */
  <T> Future<T> submit(Callable<T> work) {
    return pool.submit(work);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
