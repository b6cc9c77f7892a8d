package org.tiltyard.shared;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Tells a page by event stream that what it shows has changed; the page then fetches itself anew.
 * What is sent is the word {@code changed}, with a comment in between so that proxies keep the
 * connection.
 */
@Component
public class ChangeEvents implements SmartLifecycle {

  private static final int QUIET_TICKS = 5;
  private static final ServerSentEvent<String> HERE =
      ServerSentEvent.<String>builder().comment("here").build();

  private volatile Sinks.Empty<Void> closing = Sinks.empty();
  private volatile boolean running;

  /**
   * Tells every change, and one at the beginning in any case: much may have happened since the page
   * was made, or while it had no stream.
   *
   * @param every how often to look
   * @param stamp something that differs when the page would; may ask the database
   */
  public Flux<ServerSentEvent<String>> follow(Duration every, Callable<Object> stamp) {
    return follow(every, new Object(), stamp);
  }

  /**
   * Tells every change, also those that came before the stream.
   *
   * @param every how often to look
   * @param shown the stamp when the page was made
   * @param stamp something that differs when the page would; may ask the database
   */
  public Flux<ServerSentEvent<String>> follow(
      Duration every, Object shown, Callable<Object> stamp) {
    return Flux.interval(every)
        .onBackpressureDrop()
        .concatMap(tick -> seen(stamp), 1)
        .scan(new Look(shown, false, 0), Look::next)
        .skip(1)
        .mapNotNull(Look::event)
        .startWith(HERE)
        .takeUntilOther(closing.asMono());
  }

  private static Mono<Object> seen(Callable<Object> stamp) {
    return Mono.fromCallable(stamp).subscribeOn(Schedulers.boundedElastic()).onErrorComplete();
  }

  /** One look at the stamp, and what is to be said of it. */
  private record Look(Object stamp, boolean changed, int quiet) {

    private Look next(Object seen) {
      boolean differs = !seen.equals(stamp);
      return new Look(seen, differs, differs ? 0 : quiet + 1);
    }

    private @Nullable ServerSentEvent<String> event() {
      if (changed) {
        return ServerSentEvent.builder("changed").event("changed").build();
      }
      return quiet % QUIET_TICKS == 0 ? HERE : null;
    }
  }

  @Override
  public void start() {
    closing = Sinks.empty();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    closing.tryEmitEmpty();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server's graceful shutdown, which would wait for open streams. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
