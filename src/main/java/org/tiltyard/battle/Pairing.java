package org.tiltyard.battle;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelId;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/**
 * Draws pairs by the policy that is active now. The odds of all pairs are worked out when the
 * models, the settings or the votes have changed; the draws in between share them.
 */
@Component
class Pairing {

  private final Live<PairingSettings> settings;
  private final List<PairingPolicy> policies;
  private final PairHistory history;
  private final Time time;
  private final RandomGenerator random;

  private volatile @Nullable Prepared prepared;

  /** Odds, and what they rest on. */
  private record Prepared(PairingSituation situation, Instant until, PairOdds odds) {}

  @Autowired
  Pairing(
      Live<PairingSettings> settings,
      List<PairingPolicy> policies,
      PairHistory history,
      Time time) {
    this(settings, policies, history, time, new SecureRandom());
  }

  Pairing(
      Live<PairingSettings> settings,
      List<PairingPolicy> policies,
      PairHistory history,
      Time time,
      RandomGenerator random) {
    this.settings = settings;
    this.policies = policies;
    this.history = history;
    this.time = time;
    this.random = random;
  }

  /**
   * Draws a pair and shuffles its seats.
   *
   * @param last the person's previous pair, which is not drawn again where there is a choice
   * @throws TooFewModels when no two models can meet
   */
  Draw draw(List<Contender> contenders, @Nullable Pair last) {
    return odds(contenders).draw(random, last).orElseThrow(TooFewModels::active);
  }

  /**
   * Draws another model for a seat whose model failed.
   *
   * @param tried models that were in this battle already, the one in the other seat included
   * @param last the person's previous pair, which is not drawn again where there is a choice
   * @return empty when no one is left
   */
  Optional<Draw> replace(
      Pair pair, Seat seat, List<Contender> contenders, Set<ModelId> tried, @Nullable Pair last) {
    return odds(contenders).replace(random, pair, seat, tried, last);
  }

  /** The odds of the next draw. */
  PairOdds odds(List<Contender> contenders) {
    PairingSettings now = settings.get();
    PairTallies tallies = now.goesByVotes() ? history.tallies() : PairTallies.NONE;
    Prepared known = prepared;
    if (known == null || !holds(known, contenders, now, tallies)) {
      known = prepare(situation(contenders, now, tallies));
      prepared = known;
    }
    return known.odds;
  }

  /** What draws with some settings would look like. */
  PairingPreview preview(List<Contender> contenders, PairingSettings others) {
    PairingSituation situation = situation(contenders, others, history.tallies());
    return PairingPreview.of(situation, prepare(situation).odds);
  }

  private PairingSituation situation(
      List<Contender> contenders, PairingSettings chosen, PairTallies tallies) {
    return PairingSituation.of(List.copyOf(contenders), chosen, tallies, time.now());
  }

  private boolean holds(
      Prepared known, List<Contender> contenders, PairingSettings now, PairTallies tallies) {
    return known.situation.tallies() == tallies
        && time.now().isBefore(known.until)
        && known.situation.settings().equals(now)
        && known.situation.contenders().equals(contenders);
  }

  private Prepared prepare(PairingSituation situation) {
    PairingPolicy policy = policy(situation.settings().policy());
    PairWeights weights = policy.weigh(situation);
    shareWithNewcomers(situation, weights);
    return new Prepared(
        situation,
        firstEnd(situation.settings(), situation.now()),
        new PairOdds(policy.name(), situation.contenders(), weights));
  }

  private PairingPolicy policy(PairingSettings.Policy chosen) {
    return policies.stream()
        .filter(policy -> policy.name().equalsIgnoreCase(chosen.name()))
        .findFirst()
        .orElseThrow();
  }

  private static void shareWithNewcomers(PairingSituation situation, PairWeights weights) {
    PairingSettings settings = situation.settings();
    if (settings.newcomerVotes() == 0) {
      return;
    }
    BitSet newcomers = new BitSet();
    for (int i = 0; i < situation.contenders().size(); i++) {
      long votes = situation.tallies().votes(situation.contenders().get(i).id());
      newcomers.set(i, votes < settings.newcomerVotes());
    }
    weights.normalise();
    if (weights.totalOf(newcomers) < settings.newcomerShare()) {
      weights.giveShare(newcomers, settings.newcomerShare());
    }
  }

  /** When the first boost ends, and with it these odds. */
  private static Instant firstEnd(PairingSettings settings, Instant now) {
    return settings.boosts().stream()
        .map(line -> Boost.of(line).end())
        .filter(Objects::nonNull)
        .filter(end -> end.isAfter(now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
