package org.tiltyard.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;

/** What a page is told, and when. */
class ChangeEventsTest {

  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ChangeEvents changes = new ChangeEvents();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void aPageHearsOnceInAnyCaseWhatItMayHaveMissed() {
    assertThat(firstChange(changes.follow(OFTEN, () -> "as ever"))).isTrue();
  }

  @Test
  void aChangeBetweenAPageAndItsStreamIsTold() {
    assertThat(firstChange(changes.follow(OFTEN, "old", () -> "new"))).isTrue();
  }

  @Test
  void nothingIsToldWhileThePageIsAsShown() {
    assertThat(
            firstChange(
                changes.follow(
                    OFTEN, "shown", () -> looks.incrementAndGet() < 5 ? "shown" : "other")))
        .isTrue();
    assertThat(looks).hasValueGreaterThanOrEqualTo(5);
  }

  @Test
  void aLookThatFailsIsNoChange() {
    assertThat(
            firstChange(
                changes.follow(
                    OFTEN,
                    "shown",
                    () -> {
                      if (looks.incrementAndGet() < 3) {
                        throw new IllegalStateException("the database is gone");
                      }
                      return looks.get() < 5 ? "shown" : "other";
                    })))
        .isTrue();
    assertThat(looks).hasValueGreaterThanOrEqualTo(5);
  }

  private static boolean firstChange(Flux<ServerSentEvent<String>> events) {
    return events.any(event -> "changed".equals(event.event())).blockOptional(SOON).orElse(false);
  }
}
