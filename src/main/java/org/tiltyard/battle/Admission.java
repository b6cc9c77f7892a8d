package org.tiltyard.battle;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Participants;
import org.tiltyard.identity.Terms;
import org.tiltyard.limits.Limits;
import org.tiltyard.moderation.Moderator;
import org.tiltyard.moderation.Verdict;

/**
 * What must be true before a prompt, or a further try of its answers, is taken: the terms are
 * agreed to, no limit is reached, and moderation has nothing against it. Asked once a request,
 * before anything is stored for it.
 */
@Component
class Admission {

  private final Terms terms;
  private final Limits limits;
  private final Participants participants;
  private final Moderator moderator;

  Admission(Terms terms, Limits limits, Participants participants, Moderator moderator) {
    this.terms = terms;
    this.limits = limits;
    this.participants = participants;
    this.moderator = moderator;
  }

  /**
   * Lets a prompt in. Moderation comes last: it may cost something, and limits keep people from
   * trying out what it finds.
   *
   * @param acknowledged the person was warned of this prompt, and wants to send it all the same
   * @return the prompt, with the version of the terms that it is sent under and what was found
   * @throws org.springframework.web.ErrorResponseException 428 when terms must be agreed to, 429
   *     when a limit is reached or a challenge must be solved, 422 when moderation blocks it or
   *     warns of it, 503 when one of them can't be told
   */
  Prompt admit(Prompt prompt, boolean acknowledged, ServerWebExchange exchange) {
    Prompt under = prompt.under(terms.require(exchange).orElse(null));
    int characters = prompt.text().codePointCount(0, prompt.text().length());
    limits.countPrompt(exchange, participants.of(exchange), characters);
    terms.note(exchange);
    return checked(under, acknowledged);
  }

  private Prompt checked(Prompt prompt, boolean acknowledged) {
    Verdict verdict = moderator.checkPrompt(prompt.text());
    return switch (verdict.outcome()) {
      case ALLOW, LOG -> prompt.checked(verdict);
      case WARN -> {
        if (!acknowledged) {
          throw PromptHeld.warned(verdict);
        }
        yield prompt.checked(verdict);
      }
      case BLOCK -> throw PromptHeld.blocked(verdict);
      case NOT_CHECKED -> throw PromptHeld.unchecked();
    };
  }

  /** Lets a further try of answers in; it counts as a prompt of no length. */
  void admitRetry(ServerWebExchange exchange) {
    terms.require(exchange);
    limits.countPrompt(exchange, participants.of(exchange), 0);
    terms.note(exchange);
  }
}
