package org.tiltyard.release;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The files of releases, one by one (parts of them too, by Range) or all as one zip. */
@Controller
class DownloadController {

  private static final int CHUNK = 64 * 1024;

  private final Releases releases;
  private final ReleaseFolders folders;
  private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

  DownloadController(Releases releases, ReleaseFolders folders) {
    this.releases = releases;
    this.folders = folders;
  }

  /** What is to be sent. */
  private record Ready(Release release, Contents contents) {}

  @GetMapping({"/research/releases/{id}/files/{*path}", "/api/v1/releases/{id}/files/{*path}"})
  ResponseEntity<Resource> file(@PathVariable String id, @PathVariable String path) {
    Ready ready = ready(id);
    Contents.File file = ready.contents.file(path.substring(1)).orElseThrow(ReleaseNotFound::new);
    Path place = folders.file(ready.release.id(), file);
    if (!Files.isRegularFile(place)) {
      throw ReleaseRefused.elsewhere();
    }
    String name = place.getFileName().toString();
    return ResponseEntity.ok()
        .contentType(mediaType(name))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag('"' + file.sha256() + '"')
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
        .body(new FileSystemResource(place));
  }

  /** What is ready, by its id or by its name in addresses. */
  private Ready ready(String id) {
    Release release = releases.named(id).orElseGet(() -> releases.get(ReleaseId.parse(id)));
    Contents contents = release.contents();
    if (contents == null || release.state() != ReleaseState.READY) {
      throw new ReleaseNotFound();
    }
    return new Ready(release, contents);
  }

  /** Nothing that a browser would run or show as a page. */
  private static MediaType mediaType(String name) {
    if (name.endsWith(".json")) {
      return MediaType.APPLICATION_JSON;
    }
    return name.endsWith(".md") || name.endsWith(".csv") || name.equals("SHA256SUMS")
        ? new MediaType("text", "plain", StandardCharsets.UTF_8)
        : MediaType.APPLICATION_OCTET_STREAM;
  }

  @GetMapping({"/research/releases/{id}/archive", "/api/v1/releases/{id}/archive"})
  Mono<Void> archive(@PathVariable String id, ServerHttpResponse response) {
    return Mono.fromCallable(() -> checked(ready(id)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(ready -> send(ready, response));
  }

  private Ready checked(Ready ready) {
    if (!Files.isDirectory(folders.of(ready.release.id()))) {
      throw ReleaseRefused.elsewhere();
    }
    return ready;
  }

  private Mono<Void> send(Ready ready, ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(new MediaType("application", "zip"));
    headers.setCacheControl(CacheControl.noCache().cachePrivate());
    headers.set(HttpHeaders.CONTENT_DISPOSITION, attachment(ready.release.slug() + ".zip"));
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out ->
                Archive.write(ready.release, ready.contents, folders.of(ready.release.id()), out),
            response.bufferFactory(),
            writers,
            CHUNK);
    return response.writeWith(body);
  }

  private static String attachment(String name) {
    return ContentDisposition.attachment().filename(name).build().toString();
  }
}
