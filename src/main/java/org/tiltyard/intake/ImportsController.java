package org.tiltyard.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobView;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.schema.Schema;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.ChangeEvents;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Flux;

/** Bringing datasets in: the form, what became of each file, and taking it back. */
@Controller
class ImportsController {

  private static final String PAGE = "/research/import";
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int SHOWN = 50;
  private static final int PROBLEMS_SHOWN = 100;
  private static final int UPLOAD_BUFFERS = 4;

  private final Arrivals arrivals;
  private final Deliveries deliveries;
  private final ImportProblems problems;
  private final UndoJob undo;
  private final Jobs jobs;
  private final AuditLog audit;
  private final TransactionTemplate transaction;
  private final Live<IntakeSettings> settings;
  private final MessageSource messages;
  private final ChangeEvents changes;
  private final Time time;

  ImportsController(
      Arrivals arrivals,
      Deliveries deliveries,
      ImportProblems problems,
      UndoJob undo,
      Jobs jobs,
      AuditLog audit,
      TransactionTemplate transaction,
      Live<IntakeSettings> intakeSettings,
      MessageSource messages,
      ChangeEvents changes,
      Time time) {
    this.arrivals = arrivals;
    this.deliveries = deliveries;
    this.problems = problems;
    this.undo = undo;
    this.jobs = jobs;
    this.audit = audit;
    this.transaction = transaction;
    this.settings = intakeSettings;
    this.messages = messages;
    this.changes = changes;
    this.time = time;
  }

  @GetMapping(PAGE)
  String page(Model model) {
    model.addAttribute("imports", deliveries.newest(SHOWN));
    model.addAttribute("schemas", Schema.values());
    model.addAttribute("limit", settings.get().fileSize().toMegabytes());
    return "intake/imports";
  }

  /** Takes a file; a form of several parts, so that programs can send one as browsers do. */
  @PostMapping(path = PAGE, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  String upload(Model model, ServerWebExchange exchange) {
    try {
      String id = take(exchange);
      exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
      return "redirect:" + PAGE + "/" + id;
    } catch (ImportRefused refused) {
      boolean page = exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_HTML);
      if (!page) {
        throw refused;
      }
      exchange.getResponse().setStatusCode(refused.getStatusCode());
      Locale locale =
          Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
      model.addAttribute("problem", refused.updateAndGetBody(messages, locale));
      return page(model);
    }
  }

  private String take(ServerWebExchange exchange) {
    long length = exchange.getRequest().getHeaders().getContentLength();
    if (length < 0) {
      throw ImportRefused.noLength();
    }
    if (length > settings.get().fileSize().toBytes()) {
      throw ImportRefused.tooLarge(settings.get().fileSize().toMegabytes());
    }
    MultiValueMap<String, Part> form = Objects.requireNonNull(exchange.getMultipartData().block());
    Schema schema = schema(field(form, "schema"));
    boolean dryRun = !field(form, "dry-run").isEmpty();
    if (!(form.getFirst("file") instanceof FilePart file) || file.filename().isEmpty()) {
      throw ImportRefused.none();
    }
    try (InputStream content =
        DataBufferUtils.subscriberInputStream(file.content(), UPLOAD_BUFFERS)) {
      return arrivals.take(content, file.filename(), schema, dryRun, SignedIn.in(exchange));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(MultiValueMap<String, Part> form, String name) {
    return form.getFirst(name) instanceof FormFieldPart field ? field.value().strip() : "";
  }

  private static @Nullable Schema schema(String key) {
    if (key.isEmpty()) {
      return null;
    }
    return Schema.of(key)
        .orElseThrow(() ->
            ImportRefused.schema(
                key,
                Arrays.stream(Schema.values()).map(Schema::key).collect(Collectors.joining(", "))));
  }

  @GetMapping(path = PAGE + "/{id}", produces = MediaType.TEXT_HTML_VALUE)
  String show(@PathVariable String id, Model model) {
    Delivery delivery = find(id);
    List<ImportProblems.Entry> some = problems.list(id, 0, PROBLEMS_SHOWN);
    model.addAttribute("one", delivery);
    model.addAttribute("same", deliveries.sameFile(delivery).orElse(null));
    model.addAttribute("problems", some);
    model.addAttribute("kept", some.size() < PROBLEMS_SHOWN ? some.size() : problems.count(id));
    model.addAttribute(
        "job",
        Optional.ofNullable(delivery.job())
            .flatMap(jobs::find)
            .map(job -> JobView.of(job, time.now()))
            .orElse(null));
    return "intake/import";
  }

  @GetMapping(path = PAGE + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  Delivery json(@PathVariable String id) {
    return find(id);
  }

  /** Says when the page looks different. */
  @GetMapping(path = PAGE + "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events(@PathVariable String id) {
    return changes.follow(
        LOOK_EVERY,
        () -> {
          Delivery now = find(id);
          return List.of(
              now, Optional.ofNullable(now.job()).flatMap(jobs::find).map(Job::toString));
        });
  }

  private Delivery find(String id) {
    return deliveries
        .find(id)
        .filter(delivery -> delivery.job() != null)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What was wrong, as a table for other programs. */
  @GetMapping(PAGE + "/{id}/problems.csv")
  ResponseEntity<byte[]> problems(@PathVariable String id) {
    find(id);
    String table = ProblemTable.of(problems.list(id, 0, Integer.MAX_VALUE));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("problems.csv").build().toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(table.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes back everything that it brought. */
  @PostMapping(PAGE + "/{id}/undo")
  String undo(@PathVariable String id, ServerWebExchange exchange) {
    Delivery delivery = find(id);
    SignedIn by = SignedIn.in(exchange);
    transaction.executeWithoutResult(status -> {
      if (!deliveries.move(id, "undoing", "done", "failed", "cancelled")) {
        throw ImportRefused.underWay();
      }
      deliveries.assign(id, jobs.submit(undo, new UndoJob.Parameters(id), by.id()));
      audit.record(
          by,
          "import.undone",
          "import",
          id,
          delivery.fileName(),
          Map.of("rows", delivery.dryRun() ? 0 : delivery.added()));
    });
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + PAGE + "/" + id;
  }
}
