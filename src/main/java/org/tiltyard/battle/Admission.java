package org.tiltyard.battle;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Participants;
import org.tiltyard.identity.Terms;
import org.tiltyard.limits.Limits;

/**
 * What must be true before a prompt, or a further try of its answers, is taken: the terms are
 * agreed to, and no limit is reached. Asked once a request, before anything is stored for it.
 */
@Component
class Admission {

  private final Terms terms;
  private final Limits limits;
  private final Participants participants;

  Admission(Terms terms, Limits limits, Participants participants) {
    this.terms = terms;
    this.limits = limits;
    this.participants = participants;
  }

  /**
   * Lets a prompt in.
   *
   * @return the prompt, with the version of the terms that it is sent under
   * @throws org.springframework.web.ErrorResponseException 428 when terms must be agreed to, 429
   *     when a limit is reached or a challenge must be solved, 503 when that can't be told
   */
  Prompt admit(Prompt prompt, ServerWebExchange exchange) {
    Prompt under = prompt.under(terms.require(exchange).orElse(null));
    int characters = prompt.text().codePointCount(0, prompt.text().length());
    limits.countPrompt(exchange, participants.of(exchange), characters);
    terms.note(exchange);
    return under;
  }

  /** Lets a further try of answers in; it counts as a prompt of no length. */
  void admitRetry(ServerWebExchange exchange) {
    terms.require(exchange);
    limits.countPrompt(exchange, participants.of(exchange), 0);
    terms.note(exchange);
  }
}
