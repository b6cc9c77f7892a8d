package org.tiltyard.limits;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.models.ModelId;

/** Tokens used, a day and subject: a model's id, or {@link #ARENA}. */
@Component
class TokenUsage {

  static final String ARENA = "arena";

  private static final long FRESH_NANOS = 1_000_000_000;

  /** What was read last. */
  private record OwnBudgets(Map<ModelId, Long> budgets, long readAt) {}

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private volatile @Nullable OwnBudgets own;

  TokenUsage(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  /** What was used on a day, by subject; nobody else changes it before the transaction's end. */
  Map<String, Long> lock(LocalDate day, Collection<String> subjects) {
    return read(day, subjects, " order by subject for update");
  }

  /** What all have used on a day. */
  Map<String, Long> of(LocalDate day) {
    Map<String, Long> used = new HashMap<>();
    database
        .sql("select subject, tokens from token_usage where used_on = ?")
        .param(day)
        .query(row -> {
          used.put(row.getString("subject"), row.getLong("tokens"));
        });
    return used;
  }

  Map<String, Long> read(LocalDate day, Collection<String> subjects) {
    return read(day, subjects, "");
  }

  private Map<String, Long> read(LocalDate day, Collection<String> subjects, String how) {
    Map<String, Long> used = new HashMap<>();
    database
        .sql(
            "select subject, tokens from token_usage where used_on = :day and subject in"
                + " (:subjects)"
                + how)
        .param("day", day)
        .param("subjects", subjects)
        .query(row -> {
          used.put(row.getString("subject"), row.getLong("tokens"));
        });
    return used;
  }

  /** Adds to rows that are there. */
  void add(LocalDate day, Map<String, Long> amounts) {
    List<Object[]> rows =
        new TreeMap<>(amounts)
            .entrySet().stream()
                .filter(one -> one.getValue() != 0)
                .map(one -> new Object[] {one.getValue(), day, one.getKey()})
                .toList();
    if (!rows.isEmpty()) {
      batches.batchUpdate(
          "update token_usage set tokens = tokens + ? where used_on = ? and subject = ?", rows);
    }
  }

  /** Begins rows that are not there; a duplicate key says that somebody was quicker. */
  void begin(LocalDate day, Collection<String> subjects) {
    batches.batchUpdate(
        "insert into token_usage (used_on, subject, tokens) values (?, ?, 0)",
        subjects.stream().sorted().map(subject -> new Object[] {day, subject}).toList());
  }

  /**
   * The budgets of models that have their own; a change on another node is seen within a second.
   */
  Map<ModelId, Long> ownBudgets() {
    OwnBudgets known = own;
    if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
      known = new OwnBudgets(readBudgets(), System.nanoTime());
      own = known;
    }
    return known.budgets();
  }

  private Map<ModelId, Long> readBudgets() {
    Map<ModelId, Long> budgets = new HashMap<>();
    database
        .sql("select model_id, tokens from model_budget")
        .query(row -> {
          budgets.put(new ModelId(row.getString("model_id")), row.getLong("tokens"));
        });
    return Map.copyOf(budgets);
  }

  /** Gives a model a budget of its own. */
  void putBudget(ModelId model, long tokens) {
    removeBudget(model);
    own = null;
    database
        .sql("insert into model_budget (model_id, tokens) values (?, ?)")
        .params(model.value(), tokens)
        .update();
  }

  /** Lets a model have the budget that all have. */
  void removeBudget(ModelId model) {
    database.sql("delete from model_budget where model_id = ?").param(model.value()).update();
    own = null;
  }

  /** Forgets days long past. */
  int sweep(LocalDate before) {
    return database.sql("delete from token_usage where used_on < ?").param(before).update();
  }
}
