package org.tiltyard.limits;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.shared.Durability;
import org.tiltyard.shared.InList;
import org.tiltyard.shared.Time;

/**
 * Token buckets in the database, which all nodes take from. Whatever a request needs is taken in
 * one short transaction: all rows locked in the order of their ids, then all written at once, or
 * none.
 */
@Component
class TokenBuckets {

  /** So much of a bucket. */
  record Take(Bucket bucket, double amount) {}

  /** What would be in a bucket after the taking; below 0 when there is not enough. */
  record Left(Take take, double level) {
    boolean enough() {
      return level + take.amount() >= take.bucket().needed(take.amount());
    }

    /** How full it is, 0 to 1. */
    double share() {
      return level / take.bucket().capacity();
    }

    /** How long until the taking can be tried again. */
    Duration untilEnough() {
      Bucket bucket = take.bucket();
      return bucket.until(level + take.amount(), bucket.needed(take.amount()));
    }
  }

  private static final int TRIES = 8;

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final Time time;

  TokenBuckets(
      JdbcClient database, JdbcTemplate batches, PlatformTransactionManager manager, Time time) {
    this.database = database;
    this.batches = batches;
    this.transaction = new TransactionTemplate(manager);
    // A flood does not end processes; whoever asks for a prompt waits for this.
    transaction.setName(Durability.LATER);
    this.time = time;
  }

  /**
   * Takes all of it, or nothing.
   *
   * @param objection is shown what would be left, in the transaction, and throws when that must not
   *     be
   */
  void take(List<Take> takes, Consumer<List<Left>> objection) {
    again(() -> {
      Taking taking = begin(takes);
      List<Left> left = taking.left(takes);
      objection.accept(left);
      taking.keep(left);
      write(taking);
      return true;
    });
  }

  /**
   * Takes for each request all of its, or nothing, one after the other, in one transaction. Who
   * comes later finds what is left.
   *
   * @param objection is shown what would be left, and says with what to refuse it
   * @return for each request, with what it was refused
   */
  List<Optional<RuntimeException>> takeEach(
      List<List<Take>> requests, Function<List<Left>, Optional<RuntimeException>> objection) {
    return again(() -> {
      Taking taking = begin(requests.stream().flatMap(List::stream).toList());
      List<Optional<RuntimeException>> refusals = new ArrayList<>();
      for (List<Take> takes : requests) {
        List<Left> left = taking.left(takes);
        Optional<RuntimeException> refusal = objection.apply(left);
        if (refusal.isEmpty()) {
          taking.keep(left);
        }
        refusals.add(refusal);
      }
      write(taking);
      return refusals;
    });
  }

  private Taking begin(List<Take> takes) {
    Instant now = time.now();
    List<String> ids = takes.stream().map(take -> take.bucket().id()).distinct().sorted().toList();
    return new Taking(lock(ids), now);
  }

  private void write(Taking taking) {
    write(
        taking.rows(true),
        "update token_bucket set level = ?, filled_at = ?, full_at = ? where id = ?");
    write(
        taking.rows(false),
        "insert into token_bucket (level, filled_at, full_at, id) values (?, ?, ?, ?)");
  }

  private Map<String, Bucket.Fill> lock(List<String> ids) {
    return ids.isEmpty() ? Map.of() : read(ids, " order by id for update");
  }

  private Map<String, Bucket.Fill> read(Collection<String> ids, String how) {
    Map<String, Bucket.Fill> known = new HashMap<>();
    database
        .sql("select id, level, filled_at from token_bucket where id in (:ids)" + how)
        .param("ids", InList.padded(ids.stream()))
        .query(row -> {
          known.put(row.getString("id"), fill(row));
        });
    return known;
  }

  /** Those of the buckets in which there is less than an amount now. Locks nothing. */
  List<Bucket> below(List<Bucket> buckets, double amount) {
    if (buckets.isEmpty()) {
      return List.of();
    }
    Instant now = time.now();
    Map<String, Bucket.Fill> known = read(buckets.stream().map(Bucket::id).toList(), "");
    return buckets.stream()
        .filter(bucket -> {
          Bucket.Fill fill = known.get(bucket.id());
          return fill != null && bucket.refilled(fill, now).level() < amount;
        })
        .toList();
  }

  /** A bucket that is not full, as the database has it. */
  record Row(String id, Bucket.Fill fill) {}

  /** Buckets that are not full, those that take longest first; so many at most. */
  List<Row> notFull(int most) {
    return database
        .sql(
            "select id, level, filled_at from token_bucket where full_at > ? order by full_at desc"
                + " limit ?")
        .params(Time.forDatabase(time.now()), most)
        .query((row, number) -> new Row(row.getString("id"), fill(row)))
        .list();
  }

  /** Fills all buckets of a subject. */
  int reset(Subject subject) {
    return database
        .sql("delete from token_bucket where id like ?")
        .param(subject.value().replace("_", "\\_") + " %")
        .update();
  }

  private static Bucket.Fill fill(ResultSet row) throws SQLException {
    return new Bucket.Fill(
        row.getDouble("level"), row.getObject("filled_at", OffsetDateTime.class).toInstant());
  }

  private void write(List<Object[]> rows, String sql) {
    if (!rows.isEmpty()) {
      batches.batchUpdate(sql, rows);
    }
  }

  /** Gives back what was taken and not used, or takes what was used beyond it. */
  void correct(Map<String, Double> amounts) {
    List<Object[]> rows =
        amounts.entrySet().stream()
            .filter(one -> one.getValue() != 0)
            .sorted(Map.Entry.comparingByKey())
            .map(one -> new Object[] {one.getValue(), one.getKey()})
            .toList();
    write(rows, "update token_bucket set level = level + ? where id = ?");
  }

  /** Forgets buckets that are full again: a full one is as good as none. */
  int sweep() {
    return database
        .sql("delete from token_bucket where full_at < ?")
        .param(Time.forDatabase(time.now()))
        .update();
  }

  /** Tries again when another request was quicker; within somebody's transaction they must. */
  <T> T again(Supplier<T> work) {
    boolean joins = TransactionSynchronizationManager.isActualTransactionActive();
    for (int left = joins ? 1 : TRIES; ; left--) {
      try {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
      } catch (ConcurrencyFailureException | DuplicateKeyException another) {
        if (left == 1) {
          throw another;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 20_000_000));
      }
    }
  }
}
