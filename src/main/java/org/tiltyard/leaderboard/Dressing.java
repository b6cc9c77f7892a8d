package org.tiltyard.leaderboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tiltyard.leaderboard.ModelFigures.Speed;
import org.tiltyard.leaderboard.Unranked.Why;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelDescription;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.rating.Interval;
import org.tiltyard.rating.Rank;
import org.tiltyard.rating.Scale;
import org.tiltyard.settings.Live;

/** Puts names, thresholds and the scale to the numbers of a board. */
@Component
class Dressing {

  private final ModelRegistry models;
  private final ModelFigures figures;
  private final Live<LeaderboardSettings> settings;

  Dressing(ModelRegistry models, ModelFigures figures, Live<LeaderboardSettings> settings) {
    this.models = models;
    this.figures = figures;
    this.settings = settings;
  }

  Board board(BoardQuery query, Origin source, Worked worked, long revision, Instant computedAt) {
    LeaderboardSettings now = settings.get();
    int minimum = query.minimum() == null ? now.minimumVotes() : query.minimum();
    Map<ModelId, LanguageModel> known =
        models.get(worked.models().stream().map(ModelId::new).toList());
    One one = new One(query, worked, minimum, known, figures.speeds(), scale(worked, known, now));
    List<BoardRow> rows = one.rows();
    return new Board(
        query,
        source,
        minimum,
        revision,
        computedAt,
        rows,
        one.unranked(),
        worked.votes(),
        worked.allTies(),
        worked.leftOut(),
        worked.strengths().fit().groups(),
        one.pairs(rows),
        worked.style(),
        one::difference);
  }

  private static Scale scale(
      Worked worked, Map<ModelId, LanguageModel> known, LeaderboardSettings settings) {
    for (LanguageModel model : known.values()) {
      Integer number = worked.numbers().get(model.id().value());
      if (number != null
          && model.name().equals(settings.anchorModel())
          && worked.strengths().fit().isRated(number)) {
        double points = Scale.ELO.points();
        double strength = worked.strengths().of(number);
        return new Scale(settings.anchorRating() - points * strength, points);
      }
    }
    return Scale.ELO;
  }

  /** One board on its way. */
  private record One(
      BoardQuery query,
      Worked worked,
      int minimum,
      Map<ModelId, LanguageModel> known,
      Map<ModelId, Speed> speeds,
      Scale scale) {

    private long votes(int model) {
      return worked.wins(model) + worked.losses(model) + worked.ties(model);
    }

    /** A model that only imported data named may be forgotten before its votes are. */
    private boolean isKnown(int model) {
      return known.containsKey(new ModelId(worked.models().get(model)));
    }

    private boolean isShown(int model) {
      return isKnown(model) && worked.strengths().fit().isRated(model) && votes(model) >= minimum;
    }

    List<BoardRow> rows() {
      List<Integer> shown = new ArrayList<>();
      for (int model = 0; model < worked.models().size(); model++) {
        if (isShown(model)) {
          shown.add(model);
        }
      }
      shown.sort(
          Comparator.comparingDouble((Integer model) -> -worked.strengths().of(model))
              .thenComparing(this::name));
      List<Interval> intervals = shown.stream().map(worked.strengths()::interval).toList();
      List<Rank> ranks = Rank.of(intervals);
      List<BoardRow> rows = new ArrayList<>();
      for (int i = 0; i < shown.size(); i++) {
        rows.add(row(shown.get(i), ranks.get(i), scale.rating(intervals.get(i))));
      }
      return rows;
    }

    private BoardRow row(int number, Rank rank, Interval interval) {
      LanguageModel model = model(number);
      ModelDescription described = model.described();
      Speed speed = speeds.get(model.id());
      long wins = worked.wins(number);
      long losses = worked.losses(number);
      long ties = worked.ties(number);
      double counted = query.ties() == Ties.OUT ? 0 : ties;
      return new BoardRow(
          model.id(),
          model.name(),
          described.organisation(),
          described.license(),
          described.link(),
          !model.active(),
          rank,
          scale.rating(worked.strengths().of(number)),
          interval.lower(),
          interval.upper(),
          wins + losses + ties,
          wins,
          losses,
          ties,
          (wins + 0.5 * counted) / (wins + losses + counted),
          described.priceIn(),
          described.priceOut(),
          speed == null ? null : speed.tokensPerSecond(),
          speed == null ? null : speed.firstTokenMs());
    }

    List<Unranked> unranked() {
      List<Unranked> unranked = new ArrayList<>();
      for (int model = 0; model < worked.models().size(); model++) {
        if (isKnown(model) && !isShown(model)) {
          unranked.add(
              new Unranked(
                  model(model).id(),
                  name(model),
                  votes(model),
                  worked.wins(model),
                  worked.losses(model),
                  worked.ties(model),
                  why(model)));
        }
      }
      unranked.sort(
          Comparator.comparingLong(Unranked::votes).reversed().thenComparing(Unranked::name));
      return unranked;
    }

    private Why why(int model) {
      if (votes(model) < minimum) {
        return Why.NOT_ENOUGH_VOTES;
      }
      long ties = query.ties() == Ties.OUT ? 0 : worked.ties(model);
      if (worked.losses(model) == 0 && ties == 0) {
        return Why.NEVER_LOST;
      }
      return worked.wins(model) == 0 && ties == 0 ? Why.NEVER_SCORED : Why.NOT_COMPARABLE;
    }

    PairTable pairs(List<BoardRow> rows) {
      int size = rows.size();
      long[][] wins = new long[size][size];
      long[][] ties = new long[size][size];
      double[][] expected = new double[size][size];
      for (int i = 0; i < size; i++) {
        int first = number(rows.get(i).id());
        for (int j = 0; j < size; j++) {
          int second = number(rows.get(j).id());
          wins[i][j] = worked.wins()[first][second];
          ties[i][j] = worked.ties()[first][second];
          expected[i][j] = worked.strengths().probability(first, second);
        }
      }
      return new PairTable(rows.stream().map(BoardRow::id).toList(), wins, ties, expected);
    }

    Optional<Interval> difference(ModelId first, ModelId second) {
      Integer a = worked.numbers().get(first.value());
      Integer b = worked.numbers().get(second.value());
      if (a == null || b == null || !isShown(a) || !isShown(b)) {
        return Optional.empty();
      }
      Interval strengths = worked.strengths().difference(a, b);
      return Optional.of(
          new Interval(scale.points() * strengths.lower(), scale.points() * strengths.upper()));
    }

    private int number(ModelId id) {
      return java.util.Objects.requireNonNull(worked.numbers().get(id.value()));
    }

    private LanguageModel model(int number) {
      ModelId id = new ModelId(worked.models().get(number));
      return java.util.Objects.requireNonNull(known.get(id), () -> "no model " + id);
    }

    private String name(int number) {
      return model(number).name();
    }
  }
}
