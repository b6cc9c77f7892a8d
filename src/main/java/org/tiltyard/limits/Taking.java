package org.tiltyard.limits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tiltyard.limits.TokenBuckets.Left;
import org.tiltyard.limits.TokenBuckets.Take;
import org.tiltyard.shared.Time;

/** Buckets whose rows are locked, while some is taken from them. Written once, at the end. */
final class Taking {

  private record Level(Bucket bucket, Bucket.Fill fill) {}

  private final Map<String, Bucket.Fill> stored;
  private final Instant now;

  /** In the order of the rows, as they were locked. */
  private final Map<String, Level> kept = new TreeMap<>();

  Taking(Map<String, Bucket.Fill> stored, Instant now) {
    this.stored = stored;
    this.now = now;
  }

  /** What would be left. */
  List<Left> left(List<Take> takes) {
    return takes.stream()
        .map(take -> new Left(take, fill(take.bucket()).level() - take.amount()))
        .toList();
  }

  /** Takes it; what comes after finds what is left. */
  void keep(List<Left> left) {
    for (Left one : left) {
      Bucket bucket = one.take().bucket();
      kept.put(bucket.id(), new Level(bucket, new Bucket.Fill(one.level(), fill(bucket).at())));
    }
  }

  private Bucket.Fill fill(Bucket bucket) {
    Level level = kept.get(bucket.id());
    if (level != null) {
      return level.fill();
    }
    Bucket.Fill last = stored.get(bucket.id());
    return last == null ? bucket.full(now) : bucket.refilled(last, now);
  }

  /**
   * Level, filled at, full at, and id of those that something was taken from.
   *
   * @param known whether there is a row of it
   */
  List<Object[]> rows(boolean known) {
    List<Object[]> rows = new ArrayList<>();
    kept.forEach((id, level) -> {
      if (stored.containsKey(id) == known) {
        Bucket bucket = level.bucket();
        Bucket.Fill fill = level.fill();
        Instant full = fill.at().plus(bucket.until(fill.level(), bucket.capacity()));
        rows.add(
            new Object[] {fill.level(), Time.forDatabase(fill.at()), Time.forDatabase(full), id});
      }
    });
    return rows;
  }
}
