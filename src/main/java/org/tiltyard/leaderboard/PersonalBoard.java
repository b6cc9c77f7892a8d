package org.tiltyard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.rating.Comparisons;
import org.tiltyard.rating.Interval;
import org.tiltyard.rating.Outcome;
import org.tiltyard.rating.Scale;
import org.tiltyard.rating.Share;
import org.tiltyard.rating.ShrunkFit;
import org.tiltyard.vote.PersonalVotes;
import org.tiltyard.vote.PersonalVotes.PersonalVote;

/**
 * What one person's votes say of the models they met. Few votes say little: ratings are shrunk
 * towards each other as far as the votes leave it open, and the words follow the bounds.
 */
@Component
class PersonalBoard {

  /** More than anybody has; a bound on what one page reads. */
  private static final int MOST_VOTES = 20_000;

  /** What the votes say of a model, next to an average one of those the person met. */
  enum Lean {
    PREFERRED,
    UNCLEAR,
    OTHERS
  }

  /**
   * A model that the person met.
   *
   * @param rating 1000 is the average of those they met
   */
  record Row(
      ModelId id,
      String name,
      double rating,
      double lower,
      double upper,
      Lean lean,
      long votes,
      long wins,
      long losses,
      long ties) {}

  /**
   * How often the person chose the model that stands higher on the arena's board.
   *
   * @param decided votes for one side, between two models that the board rates
   * @param share where the true share lies
   */
  record Agreement(long agreed, long decided, Interval share) {

    /** In whole percent. */
    public long percent() {
      return Math.round(100.0 * agreed / decided);
    }

    /** The lower bound in whole percent. */
    public long atLeast() {
      return Math.round(100 * share.lower());
    }

    /** The upper bound in whole percent. */
    public long atMost() {
      return Math.round(100 * share.upper());
    }
  }

  /**
   * @param rows the best first
   * @param agreement null when there is nothing to compare
   */
  record Mine(long votes, List<Row> rows, @Nullable Agreement agreement) {

    /** The models of which the votes say something. */
    public List<Row> leaning(Lean lean) {
      return rows.stream().filter(row -> row.lean == lean).toList();
    }
  }

  private final PersonalVotes votes;
  private final ModelRegistry models;
  private final Boards boards;

  PersonalBoard(PersonalVotes votes, ModelRegistry models, Boards boards) {
    this.votes = votes;
    this.models = models;
    this.boards = boards;
  }

  /** Whether this arena tells voters whom they met; if not, there are no personal boards. */
  boolean available() {
    return votes.named();
  }

  /** The board of a person; empty when they have no votes. */
  Mine of(ParticipantId person) {
    List<PersonalVote> own = votes.of(person, MOST_VOTES);
    if (own.isEmpty()) {
      return new Mine(0, List.of(), null);
    }
    return new Mine(own.size(), rows(own), agreement(own));
  }

  private List<Row> rows(List<PersonalVote> own) {
    Map<ModelId, Integer> numbers = new HashMap<>();
    own.forEach(vote -> {
      numbers.putIfAbsent(vote.a(), numbers.size());
      numbers.putIfAbsent(vote.b(), numbers.size());
    });
    Comparisons.Counter counter = new Comparisons.Counter(numbers.size());
    long[][] records = new long[numbers.size()][Outcome.values().length];
    for (PersonalVote vote : own) {
      int a = number(numbers, vote.a());
      int b = number(numbers, vote.b());
      Outcome outcome = outcome(vote);
      counter.add(a, b, outcome);
      records[a][outcome.ordinal()]++;
      records[b][mirrored(outcome).ordinal()]++;
    }
    ShrunkFit fit = ShrunkFit.of(counter.count());
    Map<ModelId, LanguageModel> known = models.get(numbers.keySet());
    List<Row> rows = new ArrayList<>();
    numbers.forEach((id, number) -> {
      LanguageModel model = known.get(id);
      if (model != null) {
        rows.add(row(model, fit, number, records[number]));
      }
    });
    rows.sort(Comparator.comparingDouble(Row::rating).reversed().thenComparing(Row::name));
    return List.copyOf(rows);
  }

  private static Row row(LanguageModel model, ShrunkFit fit, int number, long[] record) {
    Interval strength = fit.interval(number);
    Interval bounds = Scale.ELO.rating(strength);
    Lean lean =
        strength.lower() > 0 ? Lean.PREFERRED : strength.upper() < 0 ? Lean.OTHERS : Lean.UNCLEAR;
    long wins = record[Outcome.WIN.ordinal()];
    long losses = record[Outcome.LOSS.ordinal()];
    long ties = record[Outcome.TIE.ordinal()];
    return new Row(
        model.id(),
        model.name(),
        Scale.ELO.rating(fit.strength(number)),
        bounds.lower(),
        bounds.upper(),
        lean,
        wins + losses + ties,
        wins,
        losses,
        ties);
  }

  private static int number(Map<ModelId, Integer> numbers, ModelId model) {
    return java.util.Objects.requireNonNull(numbers.get(model));
  }

  private static Outcome outcome(PersonalVote vote) {
    return switch (vote.winner()) {
      case MODEL_A -> Outcome.WIN;
      case MODEL_B -> Outcome.LOSS;
      case TIE, BOTH_BAD -> Outcome.TIE;
    };
  }

  private static Outcome mirrored(Outcome outcome) {
    return switch (outcome) {
      case WIN -> Outcome.LOSS;
      case LOSS -> Outcome.WIN;
      case TIE -> Outcome.TIE;
    };
  }

  private @Nullable Agreement agreement(List<PersonalVote> own) {
    Map<ModelId, Double> ratings = new HashMap<>();
    boards.of(BoardQuery.DEFAULT).rows().forEach(row -> ratings.put(row.id(), row.rating()));
    long decided = 0;
    long agreed = 0;
    for (PersonalVote vote : own) {
      Double a = ratings.get(vote.a());
      Double b = ratings.get(vote.b());
      Outcome outcome = outcome(vote);
      if (a != null && b != null && outcome != Outcome.TIE && !a.equals(b)) {
        decided++;
        agreed += (a > b) == (outcome == Outcome.WIN) ? 1 : 0;
      }
    }
    return decided == 0 ? null : new Agreement(agreed, decided, Share.interval(agreed, decided));
  }
}
