package org.tiltyard.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on a few platform threads: the system's resolver would hold the carrier of a
 * virtual thread, and two slow lookups would stop every other stream.
 */
final class Resolver implements Names, AutoCloseable {

  private static final int LOOKUPS_AT_ONCE = 8;

  private final ThreadPoolExecutor lookups;
  private final Duration timeout;

  Resolver(Duration timeout) {
    this.timeout = timeout;
    lookups =
        new ThreadPoolExecutor(
            LOOKUPS_AT_ONCE,
            LOOKUPS_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());
    lookups.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Future<InetAddress[]> lookup = lookups.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw unknown(host, e);
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw unknown(host + " (the name server does not answer)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
