package org.tiltyard.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.admin.Figures.ErrorCount;
import org.tiltyard.admin.Figures.ModelUse;
import org.tiltyard.admin.Figures.Slice;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.shared.Time;

/** The overview's figures: four passes over indexes, whose cost grows with the range alone. */
@Component
class FigureQueries {

  /** What the answers of one model that ended in one way add up to. */
  private record Sum(
      String model,
      @Nullable String failure,
      long answers,
      long counted,
      long tokensIn,
      long tokensOut,
      double cost,
      long priced) {}

  private final JdbcClient database;
  private final ModelRegistry models;

  FigureQueries(JdbcClient database, ModelRegistry models) {
    this.database = database;
    this.models = models;
  }

  Figures figures(Range range, Instant now) {
    long first = range.firstSlice(now);
    Instant from = range.begin(first);
    Map<Long, Long> battles = perSlice("battle", range, from);
    Map<Long, Long> votes = perSlice("vote", range, from);
    List<Slice> slices = new ArrayList<>();
    for (long slice = first; slice < first + range.slices(); slice++) {
      slices.add(
          new Slice(
              range.begin(slice), battles.getOrDefault(slice, 0L), votes.getOrDefault(slice, 0L)));
    }
    List<Sum> sums = sums(from);
    return new Figures(
        total(battles), total(votes), people(from), List.copyOf(slices), uses(sums), errors(sums));
  }

  private static long total(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * @param table one of this class's own words, never a visitor's
   */
  private Map<Long, Long> perSlice(String table, Range range, Instant from) {
    Map<Long, Long> counts = new HashMap<>();
    database
        .sql(
            "select slice, count(*) as number from (select cast(floor(extract(epoch from created_at)"
                + " / "
                + range.sliceSeconds()
                + ") as bigint) as slice from "
                + table
                + " where created_at >= ?) as begun group by slice")
        .param(Time.forDatabase(from))
        .query(row -> {
          counts.put(row.getLong("slice"), row.getLong("number"));
        });
    return counts;
  }

  /** Grouped, because PostgreSQL sorts everything for a {@code count(distinct …)}. */
  private long people(Instant from) {
    return number(
        "select count(*) from (select participant_id from battle where created_at >= ?"
            + " group by participant_id) as starters",
        Time.forDatabase(from));
  }

  /** Answers that are being written now, on all processes. */
  long streams(Instant now) {
    return number(
        "select count(*) from answer where state = 'streaming' and lease_until > ?",
        Time.forDatabase(now));
  }

  private long number(String sql, OffsetDateTime moment) {
    return database.sql(sql).param(moment).query((row, number) -> row.getLong(1)).single();
  }

  private List<Sum> sums(Instant from) {
    return database
        .sql(
            "select model_id, failure, count(*) as answers, count(tokens_out) as counted,"
                + " coalesce(sum(tokens_in), 0) as tokens_in,"
                + " coalesce(sum(tokens_out), 0) as tokens_out,"
                + " coalesce(sum(cost), 0) as cost, count(cost) as priced"
                + " from answer where created_at >= ? group by model_id, failure")
        .param(Time.forDatabase(from))
        .query((row, number) ->
            new Sum(
                row.getString("model_id"),
                row.getString("failure"),
                row.getLong("answers"),
                row.getLong("counted"),
                row.getLong("tokens_in"),
                row.getLong("tokens_out"),
                row.getDouble("cost"),
                row.getLong("priced")))
        .list();
  }

  private List<ModelUse> uses(List<Sum> sums) {
    Map<String, List<Sum>> byModel = sums.stream().collect(Collectors.groupingBy(Sum::model));
    Map<ModelId, LanguageModel> known =
        models.get(byModel.keySet().stream().map(ModelId::new).toList());
    return byModel.entrySet().stream()
        .map(entry -> use(nameOf(known.get(new ModelId(entry.getKey()))), entry.getValue()))
        .sorted(Comparator.comparingLong(ModelUse::tokens).reversed().thenComparing(ModelUse::name))
        .toList();
  }

  private static String nameOf(@Nullable LanguageModel model) {
    return model == null ? "?" : model.name();
  }

  private static ModelUse use(String name, List<Sum> sums) {
    long failed = sums.stream().filter(sum -> sum.failure != null).mapToLong(Sum::answers).sum();
    return new ModelUse(
        name,
        sums.stream().mapToLong(Sum::answers).sum(),
        failed,
        sums.stream().mapToLong(Sum::counted).sum(),
        sums.stream().mapToLong(Sum::tokensIn).sum(),
        sums.stream().mapToLong(Sum::tokensOut).sum(),
        sums.stream().mapToDouble(Sum::cost).sum(),
        sums.stream().mapToLong(Sum::priced).sum());
  }

  private static List<ErrorCount> errors(List<Sum> sums) {
    Map<String, Long> byKind = new TreeMap<>();
    for (Sum sum : sums) {
      if (sum.failure != null) {
        byKind.merge(sum.failure, sum.answers, Long::sum);
      }
    }
    return byKind.entrySet().stream()
        .map(entry -> new ErrorCount(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(ErrorCount::number).reversed())
        .toList();
  }
}
