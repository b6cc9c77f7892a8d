package org.tiltyard.limits;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.limits.TokenBuckets.Left;
import org.tiltyard.limits.TokenBuckets.Take;
import org.tiltyard.models.Eligibility;
import org.tiltyard.models.ModelId;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * What models, the arena and a person may use of tokens. As much as an answer can take is counted
 * before it begins, so that many at once are no way around; at its end the count is put right. What
 * a killed process had counted stays counted.
 */
@Component
public class TokenBudgets implements Eligibility {

  /**
   * What was counted ahead for one answer.
   *
   * @param day of the budget it is counted on, whenever the answer ends
   */
  public record Hold(ParticipantId participant, ModelId model, long tokens, LocalDate day) {}

  private final Live<LimitSettings> settings;
  private final Live<BudgetSettings> budgets;
  private final Allowances allowances;
  private final TokenBuckets buckets;
  private final TokenUsage usage;
  private final Time time;

  TokenBudgets(
      Live<LimitSettings> settings,
      Live<BudgetSettings> budgets,
      Allowances allowances,
      TokenBuckets buckets,
      TokenUsage usage,
      Time time) {
    this.settings = settings;
    this.budgets = budgets;
    this.allowances = allowances;
    this.buckets = buckets;
    this.usage = usage;
    this.time = time;
  }

  /** A model whose budget was spent meanwhile; undoes the transaction. */
  private static final class Spent extends RuntimeException {
    private final transient Set<ModelId> models;

    private Spent(Set<ModelId> models) {
      super("spent", null, false, false);
      this.models = models;
    }
  }

  /** The outcome of {@link #hold}: holds in the order of the models, or the models in the way. */
  public record Held(List<Hold> holds, Set<ModelId> spent) {}

  /**
   * Counts ahead what an answer of each model can take, all or nothing.
   *
   * @param each tokens of one answer with its prompt, at most; only asked for when it matters
   * @return the holds, or the models whose budget is spent, with nothing counted
   * @throws org.springframework.web.ErrorResponseException 429 when the person's tokens are used
   *     up, 503 when the arena's are
   */
  public Held hold(ParticipantId participant, List<ModelId> models, LongSupplier each) {
    if (!settings.get().enabled() || !anything()) {
      return new Held(List.of(), Set.of());
    }
    long tokens = each.getAsLong();
    LocalDate day = today();
    List<Take> takes = new ArrayList<>();
    long together = tokens * models.size();
    person(participant).ifPresent(bucket -> takes.add(new Take(bucket, together)));
    Set.copyOf(models)
        .forEach(model -> pace(model).ifPresent(bucket -> takes.add(new Take(bucket, 1))));
    try {
      buckets.take(
          takes,
          left -> {
            requireEnough(left);
            count(day, models, tokens);
          });
    } catch (Spent spent) {
      return new Held(List.of(), spent.models);
    }
    return new Held(
        models.stream().map(model -> new Hold(participant, model, tokens, day)).toList(), Set.of());
  }

  private boolean anything() {
    BudgetSettings now = budgets.get();
    return now.arenaTokensPerDay() > 0
        || now.modelTokensPerDay() > 0
        || allowances.limited(Limit.MODEL_PROMPTS_PER_MINUTE)
        || allowances.limited(Limit.PARTICIPANT_TOKENS_PER_DAY)
        || !usage.ownBudgets().isEmpty();
  }

  private static void requireEnough(List<Left> left) {
    Set<ModelId> paused = new HashSet<>();
    for (Left one : left) {
      if (!one.enough() && !one.take().bucket().limit().equals(Limit.MODEL_PROMPTS_PER_MINUTE)) {
        throw LimitReached.by(one);
      }
      if (!one.enough()) {
        paused.add(new ModelId(one.take().bucket().subject().id()));
      }
    }
    if (!paused.isEmpty()) {
      throw new Spent(paused);
    }
  }

  private void count(LocalDate day, List<ModelId> models, long tokens) {
    Map<String, Long> amounts = new HashMap<>();
    models.forEach(model -> amounts.merge(model.value(), tokens, Long::sum));
    amounts.put(TokenUsage.ARENA, tokens * models.size());
    Map<String, Long> used = usage.lock(day, amounts.keySet());
    requireLeft(models, used);
    Set<String> missing = new HashSet<>(amounts.keySet());
    missing.removeAll(used.keySet());
    usage.begin(day, missing);
    usage.add(day, amounts);
  }

  private void requireLeft(Collection<ModelId> models, Map<String, Long> used) {
    if (budgets.get().whenSpent() == BudgetSettings.WhenSpent.NOTE) {
      return;
    }
    long arena = budgets.get().arenaTokensPerDay();
    if (arena > 0 && used.getOrDefault(TokenUsage.ARENA, 0L) >= arena) {
      throw BudgetSpent.ofArena(midnight(), untilMidnight());
    }
    Set<ModelId> spent = spent(models, used);
    if (!spent.isEmpty()) {
      throw new Spent(spent);
    }
  }

  private Set<ModelId> spent(Collection<ModelId> models, Map<String, Long> used) {
    Map<ModelId, Long> own = usage.ownBudgets();
    long common = budgets.get().modelTokensPerDay();
    return models.stream()
        .filter(model -> {
          long budget = own.getOrDefault(model, common);
          return budget > 0 && used.getOrDefault(model.value(), 0L) >= budget;
        })
        .collect(Collectors.toSet());
  }

  /** Puts right what was counted ahead for an answer that has ended. */
  public void settle(Hold hold, long tokens) {
    correct(hold, hold.model(), tokens - hold.tokens());
  }

  /** Takes back what was counted ahead for an answer that does not begin. */
  public void release(Hold hold) {
    settle(hold, 0);
  }

  /** Counts on another model, which answers in the place of one that failed. */
  public Hold move(Hold hold, ModelId replacement) {
    usage.add(hold.day(), Map.of(hold.model().value(), -hold.tokens()));
    if (usage.read(hold.day(), Set.of(replacement.value())).isEmpty()) {
      buckets.again(() -> {
        boolean there = !usage.lock(hold.day(), Set.of(replacement.value())).isEmpty();
        if (!there) {
          usage.begin(hold.day(), Set.of(replacement.value()));
        }
        return there;
      });
    }
    usage.add(hold.day(), Map.of(replacement.value(), hold.tokens()));
    return new Hold(hold.participant(), replacement, hold.tokens(), hold.day());
  }

  private void correct(Hold hold, ModelId model, long more) {
    if (more == 0) {
      return;
    }
    usage.add(hold.day(), Map.of(model.value(), more, TokenUsage.ARENA, more));
    person(hold.participant())
        .ifPresent(bucket -> buckets.correct(Map.of(bucket.id(), (double) -more)));
  }

  /** What to tell when a battle can't go on because a model of it may not answer any more today. */
  public RuntimeException refusal() {
    return BudgetSpent.ofBattle(midnight(), untilMidnight());
  }

  @Override
  public Set<ModelId> barred(Collection<ModelId> candidates) {
    boolean off =
        !settings.get().enabled() || budgets.get().whenSpent() == BudgetSettings.WhenSpent.NOTE;
    if (off || candidates.isEmpty() || !anything()) {
      return Set.of();
    }
    Set<ModelId> barred = new HashSet<>(spent(candidates, used(candidates)));
    if (budgets.get().modelPromptsPerMinute() > 0) {
      barred.addAll(paused(candidates));
    }
    return barred;
  }

  private Map<String, Long> used(Collection<ModelId> models) {
    return usage.read(today(), models.stream().map(ModelId::value).toList());
  }

  private Set<ModelId> paused(Collection<ModelId> models) {
    List<Bucket> paces = models.stream().flatMap(model -> pace(model).stream()).toList();
    return buckets.below(paces, 1).stream()
        .map(bucket -> new ModelId(bucket.subject().id()))
        .collect(Collectors.toSet());
  }

  private Optional<Bucket> person(ParticipantId participant) {
    return allowances.bucket(Subject.of(participant), Limit.PARTICIPANT_TOKENS_PER_DAY);
  }

  private Optional<Bucket> pace(ModelId model) {
    return allowances.bucket(Subject.of(model), Limit.MODEL_PROMPTS_PER_MINUTE);
  }

  /** The day that budgets are counted on now. */
  LocalDate today() {
    return LocalDate.ofInstant(time.now(), budgets.get().zoneId());
  }

  private ZonedDateTime midnight() {
    return today().plusDays(1).atStartOfDay(budgets.get().zoneId());
  }

  private Duration untilMidnight() {
    return Duration.between(time.now(), midnight().toInstant());
  }
}
