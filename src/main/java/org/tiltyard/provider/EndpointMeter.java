package org.tiltyard.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/**
 * Holds endpoints to their limits. Answers at once are counted in this process; requests, tokens
 * and spending in the database, for all processes, and only where an endpoint has such a limit.
 */
@Component
class EndpointMeter {

  private static final Logger log = LoggerFactory.getLogger(EndpointMeter.class);
  private static final long KEPT_MINUTES = 5;
  private static final double MICRO = 1_000_000;

  private final JdbcClient database;
  private final ObjectProvider<ServedModels> models;
  private final Time time;
  private final Map<EndpointId, AtomicInteger> running = new ConcurrentHashMap<>();

  EndpointMeter(JdbcClient database, ObjectProvider<ServedModels> models, Time time) {
    this.database = database;
    this.models = models;
    this.time = time;
  }

  /** What an endpoint has used today (UTC). */
  record Today(long tokensIn, long tokensOut, double usd) {}

  /**
   * Lets one answer begin, or not.
   *
   * @throws RawFailure of kind {@link FailureKind#RATE_LIMITED} when a limit is reached
   */
  Admission admit(Endpoint endpoint, String providerModel) throws RawFailure {
    EndpointLimits limits = endpoint.limits();
    Integer most = limits.concurrency();
    AtomicInteger count = running.computeIfAbsent(endpoint.id(), id -> new AtomicInteger());
    if (most != null && count.get() >= most) {
      throw reached("answers at once", most);
    }
    if (count.incrementAndGet() > (most == null ? Integer.MAX_VALUE : most)) {
      count.decrementAndGet();
      throw reached("answers at once", most == null ? 0 : most);
    }
    try {
      if (limits.counted()) {
        checkUsed(endpoint);
        reserveRequest(endpoint);
      }
      return new Admission(this, endpoint, providerModel, count);
    } catch (RawFailure | RuntimeException e) {
      count.decrementAndGet();
      throw e;
    }
  }

  private void checkUsed(Endpoint endpoint) throws RawFailure {
    Integer tokens = endpoint.limits().tokensPerMinute();
    if (tokens != null && tokensThisMinute(endpoint.id()) >= tokens) {
      throw reached("tokens a minute", tokens);
    }
    Double spend = endpoint.limits().dailySpend();
    if (spend != null && today(endpoint.id()).usd >= spend) {
      throw reached("US dollars a day", spend);
    }
  }

  private void reserveRequest(Endpoint endpoint) throws RawFailure {
    Integer most = endpoint.limits().requestsPerMinute();
    int limit = most == null ? Integer.MAX_VALUE : most;
    if (countRequest(endpoint.id(), limit)) {
      return;
    }
    openMinute(endpoint.id());
    if (!countRequest(endpoint.id(), limit)) {
      throw reached("requests a minute", limit);
    }
  }

  private boolean countRequest(EndpointId endpoint, int limit) {
    return database
            .sql(
                "update endpoint_minute set requests = requests + 1"
                    + " where endpoint_id = ? and epoch_minute = ? and requests < ?")
            .params(endpoint.value(), minute(), limit)
            .update()
        > 0;
  }

  private void openMinute(EndpointId endpoint) {
    try {
      database
          .sql(
              "insert into endpoint_minute (endpoint_id, epoch_minute, requests, tokens)"
                  + " values (?, ?, 0, 0)")
          .params(endpoint.value(), minute())
          .update();
      database
          .sql("delete from endpoint_minute where endpoint_id = ? and epoch_minute < ?")
          .params(endpoint.value(), minute() - KEPT_MINUTES)
          .update();
    } catch (DuplicateKeyException e) {
      log.trace("Another answer opened the minute", e);
    }
  }

  private static RawFailure reached(String what, Number limit) {
    return RawFailure.ownLimit("the endpoint's own limit of " + limit + " " + what + " is reached");
  }

  private long tokensThisMinute(EndpointId endpoint) {
    return database
        .sql("select tokens from endpoint_minute where endpoint_id = ? and epoch_minute = ?")
        .params(endpoint.value(), minute())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** What an endpoint has used today; zero for one without limits, which isn't counted. */
  Today today(EndpointId endpoint) {
    return database
        .sql(
            "select tokens_in, tokens_out, micro_usd from endpoint_day"
                + " where endpoint_id = ? and epoch_day = ?")
        .params(endpoint.value(), day())
        .query((row, number) -> new Today(row.getLong(1), row.getLong(2), row.getLong(3) / MICRO))
        .optional()
        .orElse(new Today(0, 0, 0));
  }

  /** Notes what an answer used, in the background: whoever ended it must not wait. */
  private void settle(Endpoint endpoint, String providerModel, Usage usage) {
    Thread.ofVirtual()
        .name("endpoint-usage")
        .start(() -> {
          try {
            add(endpoint.id(), providerModel, usage);
          } catch (DataAccessException e) {
            log.warn("The usage of an answer could not be counted for {}", endpoint.name(), e);
          }
        });
  }

  private void add(EndpointId endpoint, String providerModel, Usage usage) {
    ServedModels known = models.getIfAvailable();
    Prices prices = known == null ? Prices.UNKNOWN : known.pricesOf(endpoint, providerModel);
    long micro = Math.round(prices.cost(usage).orElse(0) * MICRO);
    database
        .sql(
            "update endpoint_minute set tokens = tokens + ? where endpoint_id = ? and epoch_minute = ?")
        .params(usage.tokensIn() + usage.tokensOut(), endpoint.value(), openedMinute(endpoint))
        .update();
    if (addToDay(endpoint, usage, micro) == 0) {
      try {
        database
            .sql(
                "insert into endpoint_day (endpoint_id, epoch_day, tokens_in, tokens_out,"
                    + " micro_usd) values (?, ?, 0, 0, 0)")
            .params(endpoint.value(), day())
            .update();
      } catch (DuplicateKeyException e) {
        log.trace("Another answer opened the day", e);
      }
      addToDay(endpoint, usage, micro);
    }
  }

  private long openedMinute(EndpointId endpoint) {
    openMinute(endpoint);
    return minute();
  }

  private int addToDay(EndpointId endpoint, Usage usage, long micro) {
    return database
        .sql(
            "update endpoint_day set tokens_in = tokens_in + ?, tokens_out = tokens_out + ?,"
                + " micro_usd = micro_usd + ? where endpoint_id = ? and epoch_day = ?")
        .params(usage.tokensIn(), usage.tokensOut(), micro, endpoint.value(), day())
        .update();
  }

  private long minute() {
    return time.now().getEpochSecond() / Duration.ofMinutes(1).toSeconds();
  }

  private long day() {
    Instant now = time.now();
    return now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  /** One answer that was let in; left once, however it ends. */
  static final class Admission {

    private final EndpointMeter meter;
    private final Endpoint endpoint;
    private final String providerModel;
    private final AtomicInteger count;

    private Admission(
        EndpointMeter meter, Endpoint endpoint, String providerModel, AtomicInteger count) {
      this.meter = meter;
      this.endpoint = endpoint;
      this.providerModel = providerModel;
      this.count = count;
    }

    /**
     * @param usage what it used; an estimate, if the server gave no count
     */
    void leave(Usage usage) {
      count.decrementAndGet();
      if (endpoint.limits().counted()) {
        meter.settle(endpoint, providerModel, usage);
      }
    }
  }
}
