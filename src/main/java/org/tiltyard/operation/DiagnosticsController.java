package org.tiltyard.operation;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** What an admin looks at, or passes on, when something is wrong with a node. */
@Controller
class DiagnosticsController {

  private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

  private final Diagnostics diagnostics;
  private final Problems problems;
  private final PrometheusMeterRegistry metrics;
  private final JsonMapper json;

  DiagnosticsController(
      Diagnostics diagnostics,
      Problems problems,
      PrometheusMeterRegistry metrics,
      JsonMapper json) {
    this.diagnostics = diagnostics;
    this.problems = problems;
    this.metrics = metrics;
    this.json = json;
  }

  @GetMapping("/admin/diagnostics")
  String page(Model model) {
    model.addAttribute("report", diagnostics.report());
    model.addAttribute("problems", problems.newest());
    return "operation/diagnostics";
  }

  /** A few hundred kilobytes at most: made in memory. */
  @GetMapping("/admin/diagnostics/bundle.zip")
  ResponseEntity<byte[]> bundle() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "diagnostics.json", json.writeValueAsString(diagnostics.report()));
      add(zip, "problems.json", json.writeValueAsString(problems.newest()));
      add(zip, "metrics.txt", metrics.scrape("text/plain; version=0.0.4; charset=utf-8"));
      add(zip, "threads.txt", threads());
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(ZIP)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"diagnostics.zip\"")
        .body(bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Where each thread stands; virtual ones aren't listed by Java. */
  private static String threads() {
    Map<String, String> threads = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach((thread, frames) -> {
          StringBuilder text = new StringBuilder();
          text.append(thread.getName()).append(", ").append(thread.getState()).append('\n');
          for (StackTraceElement frame : frames) {
            text.append("  ").append(frame).append('\n');
          }
          threads.put(thread.getName() + "/" + thread.threadId(), text.toString());
        });
    return String.join("\n", threads.values());
  }
}
