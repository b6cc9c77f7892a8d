package org.tiltyard.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.NetworkId;
import org.tiltyard.identity.Networks;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.limits.TokenBuckets.Left;
import org.tiltyard.limits.TokenBuckets.Take;
import org.tiltyard.settings.Live;

/**
 * How much one person and one network may send. Whoever comes near a limit is asked for a small
 * computation; whoever reaches it is told which, and when to try again.
 */
@Component
public class Limits {

  /** The header in which a solved challenge is sent: base 64, as ALTCHA's clients make it. */
  public static final String SOLUTION = "Altcha";

  private final Live<LimitSettings> settings;
  private final Live<LimitSettings.Network> ofNetwork;
  private final Live<LimitSettings.Challenge> ofChallenge;
  private final Allowances allowances;
  private final TokenBuckets buckets;
  private final Challenges challenges;
  private final Networks networks;
  private final LimitMeters meters;

  Limits(
      Live<LimitSettings> settings,
      Live<LimitSettings.Network> ofNetwork,
      Live<LimitSettings.Challenge> ofChallenge,
      Allowances allowances,
      TokenBuckets buckets,
      Challenges challenges,
      Networks networks,
      LimitMeters meters) {
    this.settings = settings;
    this.ofNetwork = ofNetwork;
    this.ofChallenge = ofChallenge;
    this.allowances = allowances;
    this.buckets = buckets;
    this.challenges = challenges;
    this.networks = networks;
    this.meters = meters;
  }

  /**
   * Counts one prompt, or one further try of answers, before it is taken.
   *
   * @param participant empty for a newcomer, who is counted as one of the network
   * @param characters length of the prompt; 0 for a further try
   * @throws org.springframework.web.ErrorResponseException 429 when a limit is reached or a
   *     challenge must be solved, 503 when the limits can't be read; then nothing is counted
   */
  public void countPrompt(
      ServerWebExchange exchange, Optional<ParticipantId> participant, int characters) {
    if (!settings.get().enabled()) {
      return;
    }
    List<Take> takes = new ArrayList<>();
    participant
        .map(Subject::of)
        .ifPresent(who -> {
          add(takes, who, Limit.PARTICIPANT_PROMPTS_PER_MINUTE, 1);
          add(takes, who, Limit.PARTICIPANT_PROMPTS_PER_DAY, 1);
          add(takes, who, Limit.PARTICIPANT_CHARACTERS_PER_DAY, characters);
        });
    NetworkId network = network(exchange);
    Subject all = Subject.of(network);
    if (limited(network)) {
      add(takes, all, Limit.NETWORK_PROMPTS_PER_MINUTE, 1);
      add(takes, all, Limit.NETWORK_PROMPTS_PER_DAY, 1);
      add(takes, all, Limit.NETWORK_CHARACTERS_PER_DAY, characters);
      add(takes, all, Limit.NETWORK_NEWCOMERS_PER_HOUR, participant.isEmpty() ? 1 : 0);
    }
    Subject asked = participant.map(Subject::of).orElse(all);
    guarded(
        1,
        () ->
            buckets.take(
                takes,
                left -> {
                  requireEnough(left);
                  requireNoRisk(left, asked, solution(exchange));
                }));
  }

  /** What a vote takes; {@link #count} counts it, if it is a new one. */
  public Claim vote(ParticipantId participant, NetworkId network) {
    List<Take> takes = new ArrayList<>();
    if (settings.get().enabled()) {
      add(takes, Subject.of(participant), Limit.PARTICIPANT_VOTES_PER_MINUTE, 1);
      if (limited(network)) {
        add(takes, Subject.of(network), Limit.NETWORK_VOTES_PER_MINUTE, 1);
      }
    }
    return new Claim(takes);
  }

  /**
   * Counts many, in their order and in the caller's transaction.
   *
   * @return for each of them, what it is refused with: nothing of that one is counted
   * @throws org.springframework.web.ErrorResponseException 503 when the limits can't be read
   */
  public List<Optional<RuntimeException>> count(List<Claim> claims) {
    List<List<Take>> takes = claims.stream().map(Claim::takes).toList();
    if (takes.stream().allMatch(List::isEmpty)) {
      return claims.stream().map(claim -> Optional.<RuntimeException>empty()).toList();
    }
    List<Optional<RuntimeException>> refusals = new ArrayList<>();
    guarded(claims.size(), () -> refusals.addAll(buckets.takeEach(takes, this::tooMuch)));
    return refusals;
  }

  /**
   * Counts one request to the API by an account, whichever of its tokens it came with. Throws as
   * {@link #countPrompt} does, but asks for no challenge.
   */
  public void countRequest(AccountId account) {
    if (!settings.get().enabled()) {
      return;
    }
    List<Take> takes = new ArrayList<>();
    add(takes, Subject.of(account), Limit.ACCOUNT_REQUESTS_PER_MINUTE, 1);
    guarded(1, () -> buckets.take(takes, this::requireEnough));
  }

  private void add(List<Take> takes, Subject subject, Limit limit, int amount) {
    if (amount > 0) {
      allowances.bucket(subject, limit).ifPresent(bucket -> takes.add(new Take(bucket, amount)));
    }
  }

  private void requireEnough(List<Left> left) {
    tooMuch(left)
        .ifPresent(refusal -> {
          throw refusal;
        });
  }

  /** The longest wait is the one to tell: after a shorter one the person would be refused again. */
  private Optional<RuntimeException> tooMuch(List<Left> left) {
    return left.stream()
        .filter(one -> !one.enough())
        .max(Comparator.comparing(Left::untilEnough))
        .map(one -> {
          meters.refused(one.take().bucket().limit());
          return LimitReached.by(one);
        });
  }

  private void requireNoRisk(List<Left> left, Subject subject, @Nullable String solution) {
    LimitSettings.Challenge rules = ofChallenge.get();
    double least = rules.whenBelow() / 100.0;
    Optional<Duration> wait =
        left.stream()
            .filter(one -> one.take().bucket().limit().telling() && one.share() < least)
            .map(one -> untilSafe(one, least))
            .max(Comparator.naturalOrder());
    if (!rules.enabled() || wait.isEmpty()) {
      return;
    }
    if (solution == null || !challenges.redeem(solution, subject.value())) {
      meters.challenged();
      throw new ChallengeAsked(challenges.ask(subject.value()), wait.get());
    }
  }

  private static Duration untilSafe(Left left, double least) {
    Bucket bucket = left.take().bucket();
    return bucket.until(left.level(), least * bucket.capacity());
  }

  /** What can't be checked is refused: a flood must not get in by breaking the limits first. */
  private void guarded(int requests, Runnable count) {
    meters.asked(requests);
    try {
      count.run();
    } catch (ConcurrencyFailureException | DuplicateKeyException tryAgain) {
      throw tryAgain;
    } catch (DataAccessException | org.springframework.transaction.TransactionException e) {
      throw new LimitsUnavailable(e);
    }
  }

  private NetworkId network(ServerWebExchange exchange) {
    try {
      return networks.of(exchange);
    } catch (DataAccessException e) {
      throw new LimitsUnavailable(e);
    }
  }

  private boolean limited(NetworkId network) {
    return !network.local() || ofNetwork.get().local();
  }

  private static @Nullable String solution(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getFirst(SOLUTION);
  }
}
