package org.tiltyard.identity;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which of the two texts there are to link to. Kept in memory, because every page asks, some of
 * them on the event loop; every node looks once a second whether another has published.
 */
@Component
public class TermsLinks implements DisposableBean {

  /** What there is. */
  public record Links(boolean terms, boolean privacy) {}

  private static final Logger log = LoggerFactory.getLogger(TermsLinks.class);

  private final TermsRows rows;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("terms").factory());
  private volatile Links links;

  TermsLinks(TermsRows rows) {
    this.rows = rows;
    this.links = read();
  }

  /** What there is now. Uses no database. */
  public Links get() {
    return links;
  }

  void refresh() {
    links = read();
  }

  private Links read() {
    List<TermsText> texts =
        rows.latest().map(latest -> rows.texts(latest.number())).orElse(List.of());
    return new Links(has(texts, TermsKind.TERMS), has(texts, TermsKind.PRIVACY));
  }

  private static boolean has(List<TermsText> texts, TermsKind kind) {
    return texts.stream().anyMatch(text -> text.kind() == kind);
  }

  @EventListener(ApplicationReadyEvent.class)
  void watchOtherNodes() {
    watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      refresh();
    } catch (RuntimeException e) {
      // Thrown further it would end the schedule; the links stay as they are until the next look.
      log.debug("Terms could not be read", e);
    }
  }

  @Override
  public void destroy() {
    watch.shutdownNow();
  }
}
