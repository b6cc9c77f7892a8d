package org.tiltyard.vote;

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
import org.tiltyard.battle.Arena;
import org.tiltyard.battle.Battle;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.BattleNotFound;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.identity.Participants;

/** Thumbs and flags for the answers of direct battles. */
@RestController
class FeedbackController {

  /** Feedback as a program or a form sends it. */
  record OpinionBody(
      @Nullable String feedback, @Nullable List<String> reasons, @Nullable String comment) {

    Opinion checked(Set<String> knownReasons) {
      return Opinion.of(feedback, reasons, comment, knownReasons);
    }
  }

  /** What is stored now. */
  record Said(int turn, String feedback) {}

  /** A number that no turn has. */
  private static final int NO_TURN = 0;

  private final Arena arena;
  private final Feedbacks feedbacks;
  private final Participants participants;
  private final ReasonList reasons;

  FeedbackController(
      Arena arena, Feedbacks feedbacks, Participants participants, ReasonList reasons) {
    this.reasons = reasons;
    this.arena = arena;
    this.feedbacks = feedbacks;
    this.participants = participants;
  }

  @PostMapping(
      path = "/battles/{id}/turns/{turn}/feedback",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  Said say(
      @PathVariable String id,
      @PathVariable String turn,
      @RequestBody OpinionBody body,
      ServerWebExchange exchange) {
    Opinion opinion = body.checked(known());
    int number = put(id, turn, opinion, exchange);
    return new Said(number, opinion.verdict().map(Thumb::word).orElse(Opinion.NONE));
  }

  @PostMapping(
      path = "/battles/{id}/turns/{turn}/feedback",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<Void> sayByForm(
      @PathVariable String id,
      @PathVariable String turn,
      OpinionBody form,
      ServerWebExchange exchange) {
    int number = put(id, turn, form.checked(known()), exchange);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/battles/" + id + "#turn-" + number + "-feedback"))
        .build();
  }

  private Set<String> known() {
    return Set.copyOf(reasons.keys());
  }

  /** Stores it, and tells the number of the turn. */
  private int put(String id, String turn, Opinion opinion, ServerWebExchange exchange) {
    ParticipantId voter = participants.of(exchange).orElseThrow(BattleNotFound::new);
    Battle battle = arena.find(BattleId.parse(id), voter);
    int number = turn.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(turn) : NO_TURN;
    feedbacks.put(arena.judged(battle, number), opinion);
    return number;
  }
}
