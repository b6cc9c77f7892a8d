package org.tiltyard.vote;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.BattleNotFound;
import org.tiltyard.identity.Networks;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.limits.Claim;
import org.tiltyard.limits.Limits;

/** The ballot box. */
@RestController
class VoteController {

  /** A vote as a program sends it. */
  record BallotJson(@Nullable String winner, @Nullable Reasons reasons, @Nullable String comment) {}

  /** A vote as a form sends it. */
  record BallotForm(
      @Nullable String winner,
      @Nullable List<String> reasons_a,
      @Nullable List<String> reasons_b,
      @Nullable String comment) {}

  /** What a vote is answered with: the names, unless the arena keeps them to itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Revealed(
      String winner,
      @JsonProperty("model_a") @Nullable String modelA,
      @JsonProperty("model_b") @Nullable String modelB) {}

  /** Who judges without an account. */
  private static final String VISITOR = "visitor";

  private final Voting voting;
  private final Participants participants;
  private final ReasonList reasons;
  private final Limits limits;
  private final Networks networks;

  VoteController(
      Voting voting,
      Participants participants,
      ReasonList reasons,
      Limits limits,
      Networks networks) {
    this.networks = networks;
    this.reasons = reasons;
    this.voting = voting;
    this.participants = participants;
    this.limits = limits;
  }

  @PostMapping(path = "/battles/{id}/vote", consumes = MediaType.APPLICATION_JSON_VALUE)
  Revealed cast(@PathVariable String id, @RequestBody BallotJson body, ServerWebExchange exchange) {
    Ballot ballot = ballot(body.winner(), body.reasons(), body.comment());
    List<String> names = cast(id, ballot, exchange);
    String winner = ballot.winner().word();
    return names.isEmpty()
        ? new Revealed(winner, null, null)
        : new Revealed(winner, names.getFirst(), names.getLast());
  }

  @PostMapping(path = "/battles/{id}/vote", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<Void> castByForm(
      @PathVariable String id, BallotForm form, ServerWebExchange exchange) {
    Ballot ballot =
        ballot(form.winner(), new Reasons(form.reasons_a(), form.reasons_b()), form.comment());
    cast(id, ballot, exchange);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/battles/" + id + "#reveal"))
        .build();
  }

  private Ballot ballot(
      @Nullable String winner, @Nullable Reasons given, @Nullable String comment) {
    return Ballot.of(winner, given, comment, Set.copyOf(reasons.keys()));
  }

  private List<String> cast(String id, Ballot ballot, ServerWebExchange exchange) {
    ParticipantId voter = voter(exchange);
    String group = SignedIn.of(exchange).map(SignedIn::role).orElse(VISITOR);
    Judge judge = new Judge(voter, group, networks.of(exchange));
    Claim claim = limits.vote(voter, judge.network());
    return voting.cast(new Cast(BattleId.parse(id), judge, ballot, claim));
  }

  private ParticipantId voter(ServerWebExchange exchange) {
    return participants.of(exchange).orElseThrow(BattleNotFound::new);
  }
}
