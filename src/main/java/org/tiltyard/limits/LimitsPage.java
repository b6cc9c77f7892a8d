package org.tiltyard.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Time;

/** What the admins' page of limits shows. */
@Component
class LimitsPage {

  /**
   * Somebody whose bucket is empty.
   *
   * @param subject to fill it again by
   * @param name a short pseudonym: the beginning of the id or the hash
   * @param goesOnIn until there is something in it again
   */
  record HeldBack(
      String subject, String kind, String name, String limit, MessageSourceResolvable goesOnIn) {}

  /**
   * Tokens of today.
   *
   * @param model its id; null for the arena
   * @param budget null where there is none
   * @param own whether the budget is the model's own
   */
  record Budget(
      @Nullable String model, String name, long used, @Nullable Long budget, boolean own) {

    public boolean spent() {
      return budget != null && used >= budget;
    }

    /** In percent, at most 100. */
    public long share() {
      return budget == null ? 0 : Math.min(100, 100 * used / budget);
    }
  }

  private static final int MOST = 200;
  private static final int NAME_LENGTH = 8;

  private final TokenBuckets buckets;
  private final Allowances allowances;
  private final TokenUsage usage;
  private final TokenBudgets budgets;
  private final org.tiltyard.settings.Live<BudgetSettings> settings;
  private final JdbcClient database;
  private final Time time;

  LimitsPage(
      TokenBuckets buckets,
      Allowances allowances,
      TokenUsage usage,
      TokenBudgets budgets,
      org.tiltyard.settings.Live<BudgetSettings> settings,
      JdbcClient database,
      Time time) {
    this.buckets = buckets;
    this.allowances = allowances;
    this.usage = usage;
    this.budgets = budgets;
    this.settings = settings;
    this.database = database;
    this.time = time;
  }

  /** Who has to wait now, the longest first. */
  List<HeldBack> heldBack() {
    Instant now = time.now();
    List<HeldBack> found = new ArrayList<>();
    for (TokenBuckets.Row row : buckets.notFull(MOST)) {
      bucketOf(row.id())
          .ifPresent(bucket -> {
            double level = bucket.refilled(row.fill(), now).level();
            if (level < 1) {
              found.add(heldBack(bucket, bucket.until(level, 1)));
            }
          });
    }
    return found;
  }

  private Optional<Bucket> bucketOf(String id) {
    int space = id.indexOf(' ');
    Subject subject = new Subject(id.substring(0, space));
    return Limit.of(id.substring(space + 1)).flatMap(limit -> allowances.bucket(subject, limit));
  }

  private static HeldBack heldBack(Bucket bucket, Duration wait) {
    Subject subject = bucket.subject();
    String id = subject.id();
    return new HeldBack(
        subject.value(),
        subject.kind(),
        id.substring(0, Math.min(NAME_LENGTH, id.length())),
        bucket.limit().word(),
        Waiting.words(wait));
  }

  /** The arena first, then the models that are drawn or were used today. */
  List<Budget> budgets() {
    Map<String, Long> used = usage.of(budgets.today());
    Map<ModelId, Long> own = usage.ownBudgets();
    long common = settings.get().modelTokensPerDay();
    List<Budget> found = new ArrayList<>();
    found.add(
        new Budget(
            null,
            "",
            used.getOrDefault(TokenUsage.ARENA, 0L),
            positive(settings.get().arenaTokensPerDay()),
            false));
    database
        .sql("select id, name, state, demo from language_model order by name")
        .query(row -> {
          ModelId model = new ModelId(row.getString("id"));
          boolean competes = row.getString("state").equals("active") && !row.getBoolean("demo");
          if (competes || used.containsKey(model.value())) {
            found.add(
                new Budget(
                    model.value(),
                    row.getString("name"),
                    used.getOrDefault(model.value(), 0L),
                    positive(own.getOrDefault(model, common)),
                    own.containsKey(model)));
          }
        });
    found.subList(1, found.size()).sort(Comparator.comparing(Budget::used).reversed());
    return found;
  }

  private static @Nullable Long positive(long tokens) {
    return tokens > 0 ? tokens : null;
  }
}
