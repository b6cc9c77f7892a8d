package org.tiltyard.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the front end's files from memory, compressed as the build left them: hashed ones for
 * ever, the few with fixed names for a day. They are small and few, and no disk is read on the
 * event loop.
 */
@Controller
class StaticFiles {

  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
  private static final CacheControl FOR_A_DAY =
      CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

  /** By preference; the ending of the compressed file, and the name of its coding. */
  private static final List<String[]> CODINGS =
      List.of(new String[] {".br", "br"}, new String[] {".gz", "gzip"});

  private final Map<String, byte[]> assets = load("classpath:/static/assets/*");
  private final Map<String, byte[]> fixed = load("classpath:/static/*.*");

  StaticFiles() throws IOException {}

  private static Map<String, byte[]> load(String pattern) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      String name = file.getFilename();
      if (name != null && file.isReadable()) {
        files.put(name, file.getContentAsByteArray());
      }
    }
    return Map.copyOf(files);
  }

  @GetMapping(Assets.ROOT + "{file}")
  ResponseEntity<byte[]> asset(
      @PathVariable String file,
      @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false)
          @Nullable String accepted) {
    return send(assets, file, accepted, FOR_EVER);
  }

  @GetMapping("/{file:favicon\\.svg|robots\\.txt}")
  ResponseEntity<byte[]> fixed(@PathVariable String file) {
    return send(fixed, file, null, FOR_A_DAY);
  }

  private static ResponseEntity<byte[]> send(
      Map<String, byte[]> files, String name, @Nullable String accepted, CacheControl keep) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    ResponseEntity.BodyBuilder response =
        ResponseEntity.ok()
            .cacheControl(keep)
            .contentType(
                MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM))
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    for (String[] coding : CODINGS) {
      byte[] compressed = files.get(name + coding[0]);
      if (compressed != null && accepted != null && accepted.contains(coding[1])) {
        return response.header(HttpHeaders.CONTENT_ENCODING, coding[1]).body(compressed);
      }
    }
    return response.body(content);
  }
}
