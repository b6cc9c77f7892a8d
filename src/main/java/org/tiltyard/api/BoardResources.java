package org.tiltyard.api;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.leaderboard.BoardJson;
import org.tiltyard.leaderboard.BoardQuery;
import org.tiltyard.leaderboard.Boards;

/** Boards, by the same queries and with the same figures as the page. */
@RestController
class BoardResources {

  private final Boards boards;

  BoardResources(Boards boards) {
    this.boards = boards;
  }

  @GetMapping("/api/v1/leaderboard")
  ResponseEntity<byte[]> board(ServerWebExchange exchange) {
    Parameters.only(exchange, BoardQuery.PARAMETERS.toArray(String[]::new));
    BoardQuery query = BoardQuery.of(exchange.getRequest().getQueryParams());
    return ApiJson.of(BoardJson.of(boards.of(query)));
  }
}
