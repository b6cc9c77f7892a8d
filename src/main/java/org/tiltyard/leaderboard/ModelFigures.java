package org.tiltyard.leaderboard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Time;

/** How quick models are, by their answers of the last thirty days. */
@Component
class ModelFigures {

  /** Fewer answers say too little. */
  static final int LEAST_ANSWERS = 5;

  private static final Duration SPAN = Duration.ofDays(30);
  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * The medians of a model's complete answers.
   *
   * @param firstTokenMs from the request to the first text
   * @param tokensPerSecond tokens of an answer, its reasoning included, over all the time it took
   * @param answers how many
   */
  record Speed(double firstTokenMs, double tokensPerSecond, long answers) {}

  /** What was found, and when. */
  private record Found(Instant at, Map<ModelId, Speed> speeds) {}

  private final JdbcClient database;
  private final Time time;
  private @Nullable Found found;

  ModelFigures(JdbcClient database, Time time) {
    this.database = database;
    this.time = time;
  }

  /** By model; those with too few answers are absent. Some minutes old at most. */
  synchronized Map<ModelId, Speed> speeds() {
    Instant now = time.now();
    if (found == null || found.at.plus(KEPT).isBefore(now)) {
      found = new Found(now, read(now.minus(SPAN)));
    }
    return found.speeds;
  }

  private Map<ModelId, Speed> read(Instant from) {
    Map<ModelId, Speed> speeds = new HashMap<>();
    database
        .sql(
            """
            select model_id, count(*) as answers,
              percentile_cont(0.5) within group
                (order by cast(first_token_ms as double precision)) as first_token,
              percentile_cont(0.5) within group
                (order by 1000.0 * cast(tokens_out as double precision) / duration_ms) as pace
            from answer
            where settled_at >= ? and state = 'complete' and first_token_ms is not null
              and tokens_out > 0 and duration_ms > 0
            group by model_id having count(*) >= ?
            """)
        .params(Time.forDatabase(from), LEAST_ANSWERS)
        .query(row -> {
          speeds.put(
              new ModelId(row.getString("model_id")),
              new Speed(
                  row.getDouble("first_token"), row.getDouble("pace"), row.getLong("answers")));
        });
    return Map.copyOf(speeds);
  }
}
