package org.tiltyard.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.EndpointRefused;

/** Models and endpoints as a file: out without keys, in with a preview. */
@Controller
class ImportController {

  private static final String PAGE = ModelsController.PAGE + "/import";

  private final Imports imports;
  private final ModelCatalog catalog;
  private final ModelPages pages;

  ImportController(Imports imports, ModelCatalog catalog, ModelPages pages) {
    this.imports = imports;
    this.catalog = catalog;
    this.pages = pages;
  }

  /** A step of the plan, in words. */
  record StepView(String name, String what, List<String> fields, String reason) {}

  /** The file; the same models give the same bytes. */
  @GetMapping(ModelsController.PAGE + "/export")
  ResponseEntity<byte[]> export() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("tiltyard-models.json").build().toString())
        .cacheControl(org.springframework.http.CacheControl.noStore())
        .body(CatalogFile.write(pages.choices(), catalog.all()));
  }

  @GetMapping(PAGE)
  String page() {
    return "models/import";
  }

  @PostMapping(path = PAGE, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  String upload(
      @RequestPart(name = "file", required = false) @Nullable FilePart file,
      Model model,
      ServerWebExchange exchange) {
    try {
      String id = imports.keep(content(file), SignedIn.in(exchange));
      exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
      return "redirect:" + PAGE + "/" + id;
    } catch (ImportRefused refused) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("problem", pages.describe(refused.fault(), exchange));
      return "models/import";
    }
  }

  private static byte[] content(@Nullable FilePart file) throws ImportRefused {
    DataBuffer joined;
    try {
      joined = file == null ? null : DataBufferUtils.join(file.content(), Imports.LARGEST).block();
    } catch (DataBufferLimitException e) {
      throw new ImportRefused("import.large", Imports.LARGEST / 1024);
    }
    if (joined == null || joined.readableByteCount() == 0) {
      throw new ImportRefused("import.none");
    }
    byte[] bytes = new byte[joined.readableByteCount()];
    joined.read(bytes);
    DataBufferUtils.release(joined);
    return bytes;
  }

  @GetMapping(PAGE + "/{id}")
  String preview(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return show(id, find(id, exchange), model, exchange);
  }

  private Imported find(String id, ServerWebExchange exchange) {
    return imports
        .find(id, SignedIn.in(exchange))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private String show(String id, Imported file, Model model, ServerWebExchange exchange) {
    ImportPlan plan = imports.plan(file);
    model.addAttribute("id", id);
    model.addAttribute(
        "parts",
        Map.of(
            "endpoints",
            views(plan.endpoints(), exchange),
            "models",
            views(plan.models(), exchange)));
    model.addAttribute("changes", plan.changesSomething());
    model.addAttribute(
        "stateless", file.models().stream().anyMatch(entry -> entry.state() == null));
    return "models/preview";
  }

  private List<StepView> views(List<ImportPlan.Step> steps, ServerWebExchange exchange) {
    return steps.stream()
        .map(step ->
            new StepView(
                step.name(),
                step.what(),
                step.fields(),
                Optional.ofNullable(step.reason())
                    .map((Fault reason) -> pages.describe(reason, exchange))
                    .orElse("")))
        .toList();
  }

  /** Its one field. */
  record Choice(@Nullable String live) {}

  @PostMapping(PAGE + "/{id}")
  String apply(@PathVariable String id, Choice choice, Model model, ServerWebExchange exchange) {
    Imported file = find(id, exchange);
    try {
      imports.apply(id, file, choice.live() != null, SignedIn.in(exchange));
    } catch (EndpointRefused refused) {
      exchange.getResponse().setStatusCode(refused.getStatusCode());
      model.addAttribute("problem", pages.words(refused, exchange));
      return show(id, file, model, exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + ModelsController.PAGE + "?done=imported";
  }
}
