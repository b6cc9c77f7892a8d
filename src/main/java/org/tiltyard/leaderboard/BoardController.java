package org.tiltyard.leaderboard;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Forms;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.ChangeEvents;
import reactor.core.publisher.Flux;

/** The leaderboard: a page that follows the votes, JSON, and a table to download. */
@Controller
class BoardController {

  static final String HOME = "/leaderboard";
  private static final String FILE = HOME + "/table.csv";
  private static final Duration LOOK_EVERY = Duration.ofMillis(400);

  private final Boards boards;
  private final Live<LeaderboardSettings> settings;
  private final ChangeEvents changes;
  private final Forms forms;

  BoardController(
      Boards boards, Live<LeaderboardSettings> settings, ChangeEvents changes, Forms forms) {
    this.boards = boards;
    this.settings = settings;
    this.changes = changes;
    this.forms = forms;
  }

  @GetMapping(HOME)
  String page(
      @RequestParam MultiValueMap<String, String> parameters,
      Model page,
      ServerWebExchange exchange) {
    page.addAttribute("revision", boards.revision());
    try {
      BoardQuery query = BoardQuery.of(parameters);
      QueryForm form = form(query.parameters());
      if (saysTooMuch(parameters, form)) {
        exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
        return "redirect:" + form.address();
      }
      Board board = boards.of(query);
      page.addAttribute("view", BoardView.of(board));
      page.addAttribute("form", form);
      page.addAttribute("file", form.address(FILE));
      page.addAttribute("others", board.votes() == 0 ? otherSources(board) : Set.of());
    } catch (BoardRefused refused) {
      refuse(refused, parameters, page, exchange);
    }
    return "leaderboard/board";
  }

  /** A form without script sends every field; the address of a board has what differs alone. */
  private static boolean saysTooMuch(MultiValueMap<String, String> parameters, QueryForm form) {
    return !form.names().containsAll(parameters.keySet());
  }

  private QueryForm form(Map<String, String> given) {
    return QueryForm.of(HOME, given, settings.get().minimumVotes(), boards);
  }

  /** Where there are votes, when there are none here. */
  private Set<String> otherSources(Board board) {
    return Set.of(Origin.OWN, Origin.IMPORTED, Origin.DEMO).stream()
        .filter(source -> source != board.source())
        .filter(source -> boards.of(of(source)).votes() > 0)
        .map(Origin::key)
        .collect(Collectors.toSet());
  }

  private static BoardQuery of(Origin source) {
    return BoardQuery.of(MultiValueMap.fromSingleValue(Map.of("source", source.key())));
  }

  private void refuse(
      BoardRefused refused,
      MultiValueMap<String, String> parameters,
      Model page,
      ServerWebExchange exchange) {
    forms.show(refused, page, exchange);
    page.addAttribute("form", form(parameters.toSingleValueMap()));
  }

  @GetMapping(path = HOME, produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  BoardJson json(@RequestParam MultiValueMap<String, String> parameters) {
    return BoardJson.of(boards.of(BoardQuery.of(parameters)));
  }

  @GetMapping(FILE)
  ResponseEntity<String> file(@RequestParam MultiValueMap<String, String> parameters) {
    String table = BoardFile.of(boards.of(BoardQuery.of(parameters)));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("leaderboard.csv").build().toString())
        .body(table);
  }

  /**
   * Says when any board has changed.
   *
   * @param shown the revision when the page was made
   */
  @GetMapping(path = HOME + "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events(@RequestParam(defaultValue = "") String shown) {
    return changes.follow(LOOK_EVERY, shown, () -> String.valueOf(boards.revision()));
  }
}
