package org.tiltyard.release;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.disclosure.IdentityLeaks;
import org.tiltyard.review.Reviewed;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.Prompts;

/** Asks the rules of a plan in their order about one candidate after the other. */
final class Sieve {

  private static final int SHORT_BELOW = 16;

  private final Plan plan;
  private final Frequencies frequencies;
  private final BlockedWords blocked;
  private final Set<String> excluded;
  private final Map<String, Identity> identities;
  private final IdentityLeaks leaks;
  private final Function<StoredConversation, Reviewed> reviews;
  private final Set<Long> seen = new HashSet<>();

  Sieve(
      Plan plan,
      Frequencies frequencies,
      Map<String, Identity> identities,
      IdentityLeaks leaks,
      Function<StoredConversation, Reviewed> reviews) {
    this.reviews = reviews;
    this.plan = plan;
    this.frequencies = frequencies;
    this.identities = identities;
    this.leaks = leaks;
    this.blocked = new BlockedWords(plan.blockedWords());
    this.excluded = Set.copyOf(plan.excludedModels());
  }

  /** The first rule that drops it; none: it stays. Remembers those that stay, for duplicates. */
  Optional<Rule> drop(Candidate candidate) {
    return firstBefore(Rule.values().length, candidate);
  }

  /** Counts its prompt, if no rule before that one drops it. */
  void count(Candidate candidate) {
    if (firstBefore(Rule.TOO_FREQUENT.ordinal(), candidate).isEmpty()) {
      frequencies.add(candidate.stored().conversation());
    }
  }

  private Optional<Rule> firstBefore(int end, Candidate candidate) {
    for (Rule rule : Rule.values()) {
      if (rule.ordinal() >= end) {
        return Optional.empty();
      }
      if (plan.has(rule) && matches(rule, candidate)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private boolean matches(Rule rule, Candidate asked) {
    StoredConversation candidate = asked.stored();
    Conversation conversation = candidate.conversation();
    return switch (rule) {
      // Those are only counted; none of them comes here.
      case NOT_A_VOTE, WITHDRAWN -> false;
      case NOT_ANONYMOUS -> !conversation.anony();
      case UNFINISHED_ANSWER -> !candidate.finished();
      case IDENTITY_LEAKED ->
          leaks(conversation.conversationA(), conversation.modelA())
              || leaks(conversation.conversationB(), conversation.modelB());
      case FLAGGED_VOTE, BANNED -> asked.distrusted() == rule;
      case TOO_SHORT -> isTooShort(conversation);
      case TOO_FREQUENT -> frequencies.isFrequent(conversation);
      case BLOCKED_WORD -> blocked.in(conversation);
      case MODERATION_FLAGGED ->
          conversation.openaiModeration() != null && conversation.openaiModeration().flagged();
      case PERSONAL_DATA ->
          plan.personalData() == Plan.PersonalData.REVIEW
              ? reviews.apply(candidate).state() == Reviewed.State.DROPPED
              : PersonalTexts.in(candidate);
      case HELD_FOR_REVIEW -> reviews.apply(candidate).state() == Reviewed.State.HELD;
      case EXCLUDED_MODEL ->
          excluded.contains(conversation.modelA()) || excluded.contains(conversation.modelB());
      case DUPLICATE -> !seen.add(Frequencies.bits(Prompts.hashOfAll(conversation)));
      case NOT_IN_SCHEMA -> candidate.row(plan.schema()).isEmpty();
    };
  }

  private boolean leaks(List<Message> messages, String model) {
    Identity own = identities.computeIfAbsent(model, name -> new Identity(name, null, null));
    return messages.stream()
        .filter(message -> message.role().equals("assistant"))
        .anyMatch(message -> !leaks.find(message.content(), own).isEmpty());
  }

  private static boolean isTooShort(Conversation conversation) {
    List<String> prompts = Prompts.of(conversation.conversationA());
    if (prompts.stream().allMatch(String::isBlank)) {
      return true;
    }
    return conversation.turn() <= 1
        && prompts.stream()
            .allMatch(prompt -> prompt.codePointCount(0, prompt.length()) < SHORT_BELOW);
  }
}
