package org.tiltyard.limits;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tiltyard.settings.Live;

/** How much each limit allows now. */
@Component
class Allowances {

  private final Live<LimitSettings.Participant> participant;
  private final Live<LimitSettings.Network> network;
  private final Live<BudgetSettings> budget;
  private final Live<LimitSettings.Api> api;

  Allowances(
      Live<LimitSettings.Participant> participant,
      Live<LimitSettings.Network> network,
      Live<BudgetSettings> budget,
      Live<LimitSettings.Api> api) {
    this.participant = participant;
    this.network = network;
    this.budget = budget;
    this.api = api;
  }

  /** The subject's bucket for a limit; empty where there is no such limit. */
  Optional<Bucket> bucket(Subject subject, Limit limit) {
    long most = most(limit);
    return most > 0 ? Optional.of(new Bucket(subject, limit, most)) : Optional.empty();
  }

  /** Whether there is such a limit now. */
  boolean limited(Limit limit) {
    return most(limit) > 0;
  }

  private long most(Limit limit) {
    return switch (limit) {
      case PARTICIPANT_PROMPTS_PER_MINUTE -> participant.get().promptsPerMinute();
      case PARTICIPANT_PROMPTS_PER_DAY -> participant.get().promptsPerDay();
      case PARTICIPANT_CHARACTERS_PER_DAY -> participant.get().charactersPerDay();
      case PARTICIPANT_TOKENS_PER_DAY -> participant.get().tokensPerDay();
      case PARTICIPANT_VOTES_PER_MINUTE -> participant.get().votesPerMinute();
      case NETWORK_PROMPTS_PER_MINUTE -> network.get().promptsPerMinute();
      case NETWORK_PROMPTS_PER_DAY -> network.get().promptsPerDay();
      case NETWORK_CHARACTERS_PER_DAY -> network.get().charactersPerDay();
      case NETWORK_VOTES_PER_MINUTE -> network.get().votesPerMinute();
      case NETWORK_NEWCOMERS_PER_HOUR -> network.get().newcomersPerHour();
      case ACCOUNT_REQUESTS_PER_MINUTE -> api.get().requestsPerMinute();
      case MODEL_PROMPTS_PER_MINUTE -> budget.get().modelPromptsPerMinute();
    };
  }
}
