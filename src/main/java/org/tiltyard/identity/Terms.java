package org.tiltyard.identity;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.shared.Time;

/**
 * The terms of use: none at first. Where some are published, a person agrees once to each version,
 * before the first prompt that falls under it.
 */
@Component
public class Terms {

  /** The header in which a program, or a page's script, says which version is agreed to. */
  public static final String AGREED = "Tiltyard-Terms";

  /** The same in the address of a form that agrees. */
  private static final String PARAMETER = "terms";

  private final TermsRows rows;
  private final Participants participants;
  private final Time time;

  Terms(TermsRows rows, Participants participants, Time time) {
    this.rows = rows;
    this.participants = participants;
    this.time = time;
  }

  /**
   * What a prompt is sent under.
   *
   * @return the version in force, if there is one to agree to; the person has agreed, or does so
   *     with this request
   * @throws TermsRequired when they have not
   */
  public Optional<String> require(ServerWebExchange exchange) {
    Optional<TermsVersion> inForce = rows.latest().filter(TermsVersion::consent);
    if (inForce.isPresent() && !agreesTo(inForce.get(), exchange)) {
      throw new TermsRequired(inForce.get().version());
    }
    return inForce.map(TermsVersion::version);
  }

  /** What a person has agreed to, the first first. */
  public List<TermsAgreement> agreementsOf(ParticipantId participant) {
    return rows.agreementsOf(participant);
  }

  /** Notes the agreement that came with the request; a newcomer is registered. */
  public void note(ServerWebExchange exchange) {
    String given = given(exchange);
    if (given == null) {
      return;
    }
    rows.latest()
        .filter(inForce -> inForce.consent() && inForce.version().equals(given))
        .ifPresent(
            inForce -> rows.agree(participants.ensure(exchange), inForce.number(), time.now()));
  }

  /** Whether there is nothing to agree to, or the person has agreed to it. */
  boolean agreed(ServerWebExchange exchange) {
    return rows.latest()
        .filter(TermsVersion::consent)
        .map(version -> agreesTo(version, exchange))
        .orElse(true);
  }

  private boolean agreesTo(TermsVersion version, ServerWebExchange exchange) {
    return version.version().equals(given(exchange))
        || participants.of(exchange).filter(who -> rows.agreed(who, version.number())).isPresent();
  }

  private static @Nullable String given(ServerWebExchange exchange) {
    String header = exchange.getRequest().getHeaders().getFirst(AGREED);
    List<String> parameters = exchange.getRequest().getQueryParams().get(PARAMETER);
    return header != null || parameters == null || parameters.isEmpty()
        ? header
        : parameters.getFirst();
  }
}
