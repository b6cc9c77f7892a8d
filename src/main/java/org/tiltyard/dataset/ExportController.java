package org.tiltyard.dataset;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.tiltyard.dataset.Exports.Progress;
import org.tiltyard.dataset.Exports.Running;
import org.tiltyard.schema.DatasetFiles;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.RowWriter;
import org.tiltyard.schema.Rows;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Votes as a file: streamed at constant memory, with progress for the page that asked. */
@Controller
class ExportController {

  private static final Logger log = LoggerFactory.getLogger(ExportController.class);
  private static final Schema SCHEMA = Schema.ARENA_33K;
  private static final MediaType JSONL = MediaType.parseMediaType(Format.JSONL.mediaType());
  private static final int CHUNK = 64 * 1024;
  private static final int PROGRESS_EVERY = 50;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration WAIT_FOR_START = Duration.ofSeconds(30);

  private final VotedBattles battles;
  private final Exports exports;
  private final Time time;
  private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

  ExportController(VotedBattles battles, Exports exports, Time time) {
    this.battles = battles;
    this.exports = exports;
    this.time = time;
  }

  @GetMapping("/research")
  String page(Model model) {
    model.addAttribute("votes", battles.count());
    model.addAttribute("demoVotes", battles.countWithDemos());
    model.addAttribute("exportId", Identifier.random());
    return "dataset/export";
  }

  @GetMapping("/research/export")
  Mono<Void> export(
      @RequestParam(required = false) @Nullable String schema,
      @RequestParam(defaultValue = "jsonl") String format,
      @RequestParam(required = false) @Nullable String progress,
      ServerHttpResponse response) {
    if (schema != null && !schema.equals(SCHEMA.key())) {
      throw ExportRefused.schema(schema);
    }
    if (!format.equals("jsonl")) {
      throw ExportRefused.format(format);
    }
    return Mono.fromCallable(() -> exports.begin(progress, battles.count()))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(export -> send(export, response));
  }

  private Mono<Void> send(Running export, ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(JSONL);
    headers.set(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + SCHEMA.key() + ".jsonl\"");
    headers.setCacheControl("no-store");
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out -> write(out, export), response.bufferFactory(), writers, CHUNK);
    return response
        .writeWith(Flux.from(body).doOnError(e -> failed(export, e)))
        .doOnCancel(() -> export.end("cancelled"));
  }

  private static void failed(Running export, Throwable error) {
    if (!export.cancelled()) {
      log.warn("An export ended early", error);
    }
    export.end("failed");
  }

  private void write(OutputStream out, Running export) {
    CountingStream counted = new CountingStream(new BufferedOutputStream(out, CHUNK));
    long[] rows = {0};
    try (RowWriter file = DatasetFiles.writer(SCHEMA, Format.JSONL, counted)) {
      battles.forEach(
          time.now(),
          battle -> {
            if (export.cancelled()) {
              throw new CancelledExport();
            }
            Rows.of(SCHEMA, battle.conversation()).ifPresent(file::write);
            rows[0]++;
            if (rows[0] % PROGRESS_EVERY == 0) {
              export.wrote(rows[0], counted.count());
            }
          });
    }
    export.wrote(rows[0], counted.count());
    export.end("done");
  }

  @GetMapping(
      path = "/research/exports/{id}/progress",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<Progress>> progress(@PathVariable String id) {
    return Flux.interval(Duration.ZERO, LOOK_AGAIN)
        .onBackpressureDrop()
        .takeUntilOther(Mono.delay(WAIT_FOR_START).filter(tick -> exports.find(id).isEmpty()))
        .mapNotNull(tick -> exports.find(id).orElse(null))
        .map(Running::progress)
        .takeUntil(progress -> !progress.state().equals("running"))
        .map(progress -> ServerSentEvent.builder(progress).event("progress").build());
  }

  @PostMapping("/research/exports/{id}/cancel")
  ResponseEntity<Void> cancel(@PathVariable String id) {
    exports
        .find(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
        .end("cancelled");
    return ResponseEntity.noContent().build();
  }

  /** Ends the writer's loop when somebody pressed cancel. */
  private static final class CancelledExport extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
