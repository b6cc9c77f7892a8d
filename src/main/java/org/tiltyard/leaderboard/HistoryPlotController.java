package org.tiltyard.leaderboard;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ratings over time, for charts and for spreadsheets. */
@RestController
class HistoryPlotController {

  private final HistoryPlots plots;

  HistoryPlotController(HistoryPlots plots) {
    this.plots = plots;
  }

  @GetMapping(path = "/leaderboard/plots/history.json", produces = MediaType.APPLICATION_JSON_VALUE)
  HistoryPlot json(@RequestParam MultiValueMap<String, String> parameters) {
    return plots.of(parameters);
  }

  @GetMapping("/leaderboard/plots/history.csv")
  ResponseEntity<String> csv(@RequestParam MultiValueMap<String, String> parameters) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("history.csv").build().toString())
        .body(plots.of(parameters).csv());
  }
}
