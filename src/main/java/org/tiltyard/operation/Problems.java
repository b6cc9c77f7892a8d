package org.tiltyard.operation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The newest warnings and errors of this node. Kept are the words that stand in the code and the
 * places where exceptions came from, not what was put into the words: that could be anybody's.
 */
@Component
class Problems implements DisposableBean {

  private static final int MOST = 100;
  private static final int FRAMES = 12;

  /**
   * One warning or error.
   *
   * @param words as they stand in the code, with {@code {}} for what was put in
   * @param causes the kinds of exceptions, outermost first, each with where it came from
   */
  record Problem(Instant at, String level, String logger, String words, List<Cause> causes) {}

  /** One exception of a chain. */
  record Cause(String kind, List<String> frames) {}

  private final Deque<Problem> newest = new ArrayDeque<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          note(event);
        }
      };

  Problems() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      appender.setContext(context);
      appender.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
  }

  private void note(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return;
    }
    List<Cause> causes = new ArrayList<>();
    for (IThrowableProxy one = event.getThrowableProxy(); one != null; one = one.getCause()) {
      causes.add(
          new Cause(
              one.getClassName(),
              Arrays.stream(one.getStackTraceElementProxyArray())
                  .limit(FRAMES)
                  .map(StackTraceElementProxy::getSTEAsString)
                  .toList()));
    }
    Problem problem =
        new Problem(
            event.getInstant(),
            event.getLevel().toString(),
            event.getLoggerName(),
            // Words that were put together before they were logged are not the code's.
            event.getArgumentArray() == null && !event.getLoggerName().startsWith("org.tiltyard")
                ? "…"
                : event.getMessage(),
            causes);
    synchronized (newest) {
      newest.addFirst(problem);
      if (newest.size() > MOST) {
        newest.removeLast();
      }
    }
  }

  /** Newest first. */
  List<Problem> newest() {
    synchronized (newest) {
      return List.copyOf(newest);
    }
  }

  @Override
  public void destroy() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
    }
    appender.stop();
  }
}
