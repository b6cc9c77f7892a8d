package org.tiltyard.identity;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tiltyard.identity.AuditEntries.Mark;
import reactor.core.publisher.Mono;

/** The audit log as a page that can be narrowed down, and as a file of what it is narrowed to. */
@Controller
class AuditController {

  private static final String PAGE = "/admin/audit";
  private static final int ENTRIES = 50;
  private static final int CHUNK = 64 * 1024;

  private final AuditEntries entries;
  private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

  AuditController(AuditEntries entries) {
    this.entries = entries;
  }

  @GetMapping(PAGE)
  String show(
      AuditFilter filter, @RequestParam(required = false) @Nullable String before, Model model) {
    List<AuditEntry> found = entries.page(filter, Mark.parse(before), ENTRIES + 1);
    boolean more = found.size() > ENTRIES;
    List<AuditEntry> shown = more ? found.subList(0, ENTRIES) : found;
    model.addAttribute("filter", filter);
    model.addAttribute("entries", shown);
    model.addAttribute("actions", entries.actions());
    model.addAttribute("actors", entries.actors());
    if (more) {
      model.addAttribute("older", filter.link(PAGE, Mark.of(shown.getLast()).toString()));
    }
    if (before != null) {
      model.addAttribute("newest", filter.link(PAGE, null));
    }
    for (AuditFile file : AuditFile.values()) {
      model.addAttribute(file.ending(), filter.link(PAGE + "/audit." + file.ending(), null));
    }
    return "identity/audit";
  }

  @GetMapping(PAGE + "/audit.csv")
  Mono<Void> csv(AuditFilter filter, ServerHttpResponse response) {
    return send(AuditFile.CSV, filter, response);
  }

  @GetMapping(PAGE + "/audit.jsonl")
  Mono<Void> jsonl(AuditFilter filter, ServerHttpResponse response) {
    return send(AuditFile.JSONL, filter, response);
  }

  private Mono<Void> send(AuditFile file, AuditFilter filter, ServerHttpResponse response) {
    response.getHeaders().setContentType(file.type());
    response
        .getHeaders()
        .set(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"audit." + file.ending() + "\"");
    response.getHeaders().setCacheControl("no-store");
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out -> write(file, filter, out), response.bufferFactory(), writers, CHUNK);
    return response.writeWith(body);
  }

  private void write(AuditFile file, AuditFilter filter, OutputStream sink) {
    OutputStream out = new BufferedOutputStream(sink, CHUNK);
    file.write(file.head(), out);
    entries.forEach(filter, entry -> file.write(file.line(entry), out));
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
