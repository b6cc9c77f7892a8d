package org.tiltyard.vote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.BattleNotFound;
import org.tiltyard.battle.Closing;
import org.tiltyard.battle.TurnRefused;
import org.tiltyard.identity.Participants;
import org.tiltyard.limits.Limits;
import org.tiltyard.shared.Time;

/**
 * Takes votes, some in one transaction: a vote needs eight statements and a commit, and so do
 * sixty. One vote a battle, which it closes. The same vote again is answered the same way; another
 * is refused.
 */
@Component
class BallotBox {

  /** Datasets give the time of a vote with four decimals, so no more than that is kept. */
  private static final int KEPT_NANOS = 100_000;

  private final Closing closing;
  private final Participants participants;
  private final Votes votes;
  private final Limits limits;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Time time;
  private final VoteMeters meters;

  BallotBox(
      Closing closing,
      Participants participants,
      Votes votes,
      Limits limits,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Time time,
      VoteMeters meters) {
    this.closing = closing;
    this.participants = participants;
    this.votes = votes;
    this.limits = limits;
    this.transaction = transaction;
    this.events = events;
    this.time = time;
    this.meters = meters;
  }

  /**
   * Takes those that nothing keeps from it. What is refused keeps no other from being taken, but
   * what fails undoes them all.
   *
   * @param casts on as many battles
   * @return what became of each, by its battle
   * @throws org.springframework.dao.ConcurrencyFailureException when somebody else's change of a
   *     battle came first
   */
  Map<BattleId, Receipt> put(List<Cast> casts) {
    return Objects.requireNonNull(transaction.execute(status -> putNow(casts)));
  }

  private Map<BattleId, Receipt> putNow(List<Cast> casts) {
    Map<BattleId, Battle> battles = closing.find(casts.stream().map(Cast::battle).toList());
    Map<BattleId, Receipt> receipts = standing(casts, battles);
    List<Cast> fresh = without(receipts, casts);
    refuse(
        fresh, closing.refusals(fresh.stream().map(cast -> of(battles, cast)).toList()), receipts);
    count(without(receipts, fresh), receipts);
    List<Cast> taken = without(receipts, fresh);
    if (!taken.isEmpty()) {
      closing
          .close(taken.stream().map(cast -> of(battles, cast)).toList())
          .forEach(closed -> receipts.put(closed.id(), new Receipt.Taken(closed)));
      store(taken);
    }
    return receipts;
  }

  /** Votes on nothing of this person's, and on battles that have one. */
  private Map<BattleId, Receipt> standing(List<Cast> casts, Map<BattleId, Battle> battles) {
    // An open battle has none: one that comes meanwhile closes it, which closing finds out.
    Map<BattleId, Vote> standing =
        votes
            .of(battles.values().stream().filter(one -> !one.open()).map(Battle::id).toList())
            .stream()
            .collect(Collectors.toMap(Vote::battle, vote -> vote));
    Map<BattleId, Receipt> receipts = new HashMap<>();
    for (Cast cast : casts) {
      Battle battle = battles.get(cast.battle());
      Vote vote = standing.get(cast.battle());
      if (battle == null || !battle.participantId().equals(cast.judge().participant())) {
        receipts.put(cast.battle(), new Receipt.Refused(new BattleNotFound()));
      } else if (vote != null) {
        boolean same = vote.winner() == cast.ballot().winner();
        receipts.put(
            cast.battle(),
            same ? new Receipt.Taken(battle) : new Receipt.Refused(VoteRefused.another()));
      }
    }
    return receipts;
  }

  private static void refuse(
      List<Cast> casts, Map<BattleId, TurnRefused> refusals, Map<BattleId, Receipt> receipts) {
    for (Cast cast : casts) {
      TurnRefused refusal = refusals.get(cast.battle());
      if (refusal != null) {
        receipts.put(cast.battle(), new Receipt.Refused(refusal));
      }
    }
  }

  private void count(List<Cast> casts, Map<BattleId, Receipt> receipts) {
    List<Optional<RuntimeException>> refusals =
        limits.count(casts.stream().map(Cast::claim).toList());
    for (int i = 0; i < casts.size(); i++) {
      BattleId battle = casts.get(i).battle();
      refusals.get(i).ifPresent(why -> receipts.put(battle, new Receipt.Refused(why)));
    }
  }

  private void store(List<Cast> taken) {
    Instant now = now();
    List<Cast> without = votes.add(taken, now);
    if (!without.isEmpty()) {
      participants.number(
          without.stream().map(cast -> cast.judge().participant()).collect(Collectors.toSet()));
      List<Cast> nobody = votes.add(without, now);
      if (!nobody.isEmpty()) {
        throw new IllegalStateException(
            "nobody to vote as " + nobody.getFirst().judge().participant());
      }
    }
    List<VotesCast.One> cast = new ArrayList<>();
    for (Cast one : taken) {
      cast.add(new VotesCast.One(one.battle(), one.judge().network(), now));
      meters.cast(one.ballot().winner());
    }
    events.publishEvent(new VotesCast(cast));
    events.publishEvent(new VotesChanged(taken.stream().map(one -> one.battle().value()).toList()));
  }

  private static Battle of(Map<BattleId, Battle> battles, Cast cast) {
    return Objects.requireNonNull(battles.get(cast.battle()));
  }

  private static List<Cast> without(Map<BattleId, Receipt> receipts, List<Cast> casts) {
    Set<BattleId> settled = receipts.keySet();
    return casts.stream().filter(cast -> !settled.contains(cast.battle())).toList();
  }

  private Instant now() {
    Instant now = time.now();
    return now.minusNanos(now.getNano() % KEPT_NANOS);
  }
}
