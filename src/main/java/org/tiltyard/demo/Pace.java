package org.tiltyard.demo;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets pieces of an answer go out as if somebody were typing them; no thread waits meanwhile. */
final class Pace {

  private static final double JITTER = 0.6;

  private final DemoSettings settings;
  private final RandomGenerator random;
  private final double tokensPerSecond;

  Pace(DemoSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.tokensPerSecond = settings.tokensPerSecond() * (0.65 + 0.35 * random.nextDouble());
  }

  /** The pieces, each after its delay; cancelling stops everything that is still to come. */
  <T> Flux<T> apply(List<T> pieces) {
    return Flux.fromIterable(pieces)
        .index()
        .concatMap(
            piece -> after(piece.getT1() == 0 ? beforeFirst() : betweenTwo(), piece.getT2()), 1);
  }

  private static <T> Mono<T> after(Duration delay, T piece) {
    return delay.isZero() ? Mono.just(piece) : Mono.delay(delay).thenReturn(piece);
  }

  Duration beforeFirst() {
    long spread = settings.firstTokenSpread().toNanos();
    return settings.firstToken().plusNanos(spread == 0 ? 0 : random.nextLong(spread));
  }

  private Duration betweenTwo() {
    if (tokensPerSecond == 0) {
      return Duration.ZERO;
    }
    double seconds = (1 + JITTER * (2 * random.nextDouble() - 1)) / tokensPerSecond;
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
