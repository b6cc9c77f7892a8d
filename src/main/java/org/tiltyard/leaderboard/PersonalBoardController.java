package org.tiltyard.leaderboard;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Participants;
import org.tiltyard.leaderboard.PersonalBoard.Lean;
import org.tiltyard.leaderboard.PersonalBoard.Mine;

/** A person's own board, for whoever has the cookie with which they voted. */
@Controller
class PersonalBoardController {

  private final PersonalBoard board;
  private final Participants participants;

  PersonalBoardController(PersonalBoard board, Participants participants) {
    this.board = board;
    this.participants = participants;
  }

  @GetMapping("/leaderboard/mine")
  String mine(Model model, ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().setCacheControl(CacheControl.noStore());
    boolean available = board.available();
    Mine mine =
        available
            ? participants.of(exchange).map(board::of).orElse(new Mine(0, List.of(), null))
            : new Mine(0, List.of(), null);
    model.addAttribute("available", available);
    model.addAttribute("mine", mine);
    model.addAttribute("preferred", mine.leaning(Lean.PREFERRED));
    model.addAttribute("others", mine.leaning(Lean.OTHERS));
    model.addAttribute(
        "axis", Axis.around(mine.rows(), PersonalBoard.Row::lower, PersonalBoard.Row::upper));
    return "leaderboard/mine";
  }
}
