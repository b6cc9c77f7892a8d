package org.tiltyard.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.api.ApiReleases.ReleaseJson;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.release.Release;
import org.tiltyard.schema.Format;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Releases: begun, built, looked at, streamed. Their files are sent by the module of releases. */
@RestController
class ReleaseResources {

  private static final int CHUNK = 64 * 1024;

  private final ApiReleases releases;
  private final ReleaseRows rows;

  /** Reading columns takes the processor, which virtual threads would not share. */
  private final Executor writers =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("rows-", 1).factory());

  ReleaseResources(ApiReleases releases, ReleaseRows rows) {
    this.releases = releases;
    this.rows = rows;
  }

  @GetMapping("/api/v1/releases")
  ResponseEntity<byte[]> list(ServerWebExchange exchange) {
    return ApiJson.page(releases.list(Parameters.ofList(exchange, "state", "schema")));
  }

  @PostMapping(path = "/api/v1/releases", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> begin(@RequestBody byte[] body, ServerWebExchange exchange) {
    Parameters.only(exchange);
    ReleaseJson begun = releases.begin(body, SignedIn.in(exchange));
    return ResponseEntity.created(URI.create("/api/v1/releases/" + begun.name()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(ApiJson.MAPPER.writeValueAsBytes(begun));
  }

  @GetMapping("/api/v1/releases/{id}")
  ResponseEntity<byte[]> release(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return ApiJson.of(ApiReleases.json(releases.find(id)));
  }

  @PostMapping("/api/v1/releases/{id}/build")
  ResponseEntity<byte[]> build(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    Release release = releases.find(id);
    return ApiJson.of(releases.build(release, SignedIn.in(exchange)), HttpStatus.ACCEPTED);
  }

  @GetMapping("/api/v1/releases/{id}/files")
  ResponseEntity<byte[]> files(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return ApiJson.page(new Page<>(ApiReleases.files(releases.find(id)), null));
  }

  /** All rows as JSON lines, at constant memory. */
  @GetMapping("/api/v1/releases/{id}/rows")
  Mono<Void> rows(@PathVariable String id, ServerWebExchange exchange) {
    Parameters.only(exchange);
    return Mono.fromCallable(() -> rows.of(releases.find(id)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(stream -> send(stream, exchange.getResponse()));
  }

  private Mono<Void> send(ReleaseRows.Stream stream, ServerHttpResponse response) {
    response.getHeaders().setContentType(MediaType.parseMediaType(Format.JSONL.mediaType()));
    response.getHeaders().setCacheControl(CacheControl.noStore());
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out -> write(stream, out), response.bufferFactory(), writers, CHUNK);
    return response.writeWith(body);
  }

  private static void write(ReleaseRows.Stream stream, OutputStream out) {
    try (OutputStream buffered = new BufferedOutputStream(out, CHUNK)) {
      stream.writeTo(buffered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
