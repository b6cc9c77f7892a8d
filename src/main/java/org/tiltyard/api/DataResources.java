package org.tiltyard.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** What the arena has: models, battles, votes. */
@RestController
class DataResources {

  private final ApiModels models;
  private final ApiBattles battles;
  private final ApiVotes votes;

  DataResources(ApiModels models, ApiBattles battles, ApiVotes votes) {
    this.models = models;
    this.battles = battles;
    this.votes = votes;
  }

  @GetMapping("/api/v1/models")
  ResponseEntity<byte[]> models(ServerWebExchange exchange) {
    return ApiJson.page(models.list(Parameters.ofList(exchange, "state")));
  }

  @GetMapping("/api/v1/models/{id}")
  ResponseEntity<byte[]> model(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return ApiJson.of(models.find(id).orElseThrow(NotThere::model));
  }

  @GetMapping("/api/v1/battles")
  ResponseEntity<byte[]> battles(ServerWebExchange exchange) {
    String[] filters = BattleFilters.with("voted", Listing.ORDER);
    return ApiJson.page(battles.list(Parameters.ofList(exchange, filters)));
  }

  @GetMapping("/api/v1/battles/{id}")
  ResponseEntity<byte[]> battle(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return ApiJson.of(battles.find(id).orElseThrow(NotThere::battle));
  }

  @GetMapping("/api/v1/votes")
  ResponseEntity<byte[]> votes(ServerWebExchange exchange) {
    String[] filters = BattleFilters.with("winner", Listing.ORDER);
    return ApiJson.page(votes.list(Parameters.ofList(exchange, filters)));
  }
}
