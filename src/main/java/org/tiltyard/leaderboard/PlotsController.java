package org.tiltyard.leaderboard;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The numbers of a board's plots: for drawing, and as files. The query is the board's. */
@RestController
class PlotsController {

  private final Boards boards;
  private final Plots plots;

  PlotsController(Boards boards, Plots plots) {
    this.boards = boards;
    this.plots = plots;
  }

  @GetMapping(path = "/leaderboard/plots/{plot}.json", produces = MediaType.APPLICATION_JSON_VALUE)
  PlotFigures json(
      @PathVariable String plot, @RequestParam MultiValueMap<String, String> parameters) {
    return plots.drawn(named(plot), boards.of(BoardQuery.of(parameters)));
  }

  @GetMapping("/leaderboard/plots/{plot}.csv")
  ResponseEntity<String> csv(
      @PathVariable String plot, @RequestParam MultiValueMap<String, String> parameters) {
    Plot named = named(plot);
    String file = "leaderboard-" + named.key() + ".csv";
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(file).build().toString())
        .body(plots.whole(named, boards.of(BoardQuery.of(parameters))).csv());
  }

  private static Plot named(String plot) {
    return Choice.of(Plot.class, plot)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
