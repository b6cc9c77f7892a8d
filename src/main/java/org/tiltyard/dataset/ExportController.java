package org.tiltyard.dataset;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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

  static final List<Schema> SCHEMAS = List.of(Schema.values());

  static final String BOTH = "both";
  private static final int CHUNK = 64 * 1024;
  private static final int PROGRESS_EVERY = 50;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration WAIT_FOR_START = Duration.ofSeconds(30);

  private final Conversations conversations;
  private final OwnVotes votes;
  private final Exports exports;
  private final Time time;

  /** Compressing and counting take the processor, which virtual threads would not share. */
  private final Executor writers =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("export-", 1).factory());

  ExportController(Conversations conversations, OwnVotes votes, Exports exports, Time time) {
    this.conversations = conversations;
    this.votes = votes;
    this.exports = exports;
    this.time = time;
  }

  @GetMapping("/research")
  String page(@RequestParam(defaultValue = "own") String source, Model model) {
    model.addAttribute("source", sources(source).equals(sources(null)) ? Source.OWN.key() : source);
    Instant now = time.now();
    model.addAttribute("votes", conversations.count(Selection.before(now, Set.of(Source.OWN))));
    model.addAttribute("demoVotes", votes.countWithDemos());
    model.addAttribute(
        "imported", conversations.count(Selection.before(now, Set.of(Source.IMPORTED))));
    model.addAttribute("exportId", Identifier.random());
    model.addAttribute("schemas", SCHEMAS);
    return "dataset/export";
  }

  @GetMapping("/research/export")
  Mono<Void> export(
      @RequestParam(required = false) @Nullable String schema,
      @RequestParam(required = false) @Nullable String format,
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(required = false) @Nullable String progress,
      ServerHttpResponse response) {
    FileKind kind = FileKind.of(schema, format);
    Selection selection = Selection.before(time.now(), sources(source));
    return Mono.fromCallable(() -> exports.begin(progress, conversations.count(selection)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(export -> send(kind, selection, export, response));
  }

  /**
   * @param source {@code own} if null, {@code imported} or {@code both}
   */
  private static Set<Source> sources(@Nullable String source) {
    if (source == null) {
      return Set.of(Source.OWN);
    }
    return source.equals(BOTH)
        ? Set.of(Source.OWN, Source.IMPORTED)
        : Set.of(Source.of(source).orElseThrow(() -> ExportRefused.source(source)));
  }

  private Mono<Void> send(
      FileKind kind, Selection selection, Running export, ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.parseMediaType(kind.format.mediaType()));
    headers.set(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + kind.fileName() + "\"");
    headers.setCacheControl("no-store");
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out -> write(kind, selection, out, export), response.bufferFactory(), writers, CHUNK);
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

  private void write(FileKind kind, Selection selection, OutputStream out, Running export) {
    CountingStream counted = new CountingStream(new BufferedOutputStream(out, CHUNK));
    AtomicLong written = new AtomicLong();
    try (RowWriter file = DatasetFiles.writer(kind.schema, kind.format, counted)) {
      conversations.forEachRow(
          kind.schema,
          selection,
          row -> {
            if (export.cancelled()) {
              throw new CancelledExport();
            }
            file.write(row);
            written.incrementAndGet();
            if (written.get() % PROGRESS_EVERY == 0) {
              export.wrote(written.get(), counted.count());
            }
          });
    }
    export.wrote(written.get(), counted.count());
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

  /** One of the files that there are. */
  private record FileKind(Schema schema, Format format) {

    /**
     * @param schema its key; the 33k release when null
     * @param format its key; the schema's usual one when null
     * @throws ExportRefused when there is no such file
     */
    static FileKind of(@Nullable String schema, @Nullable String format) {
      Schema known =
          Schema.of(schema == null ? Schema.ARENA_33K.key() : schema)
              .filter(SCHEMAS::contains)
              .orElseThrow(() -> ExportRefused.schema(String.valueOf(schema)));
      if (format == null) {
        return new FileKind(known, known.formats().getFirst());
      }
      return new FileKind(
          known,
          Format.of(format)
              .filter(known.formats()::contains)
              .orElseThrow(() -> ExportRefused.format(format, known)));
    }

    String fileName() {
      return schema.key() + "." + format.extension();
    }
  }

  /** Ends the writer's loop when somebody pressed cancel. */
  private static final class CancelledExport extends CancellationException {
    private static final long serialVersionUID = 1L;
  }
}
