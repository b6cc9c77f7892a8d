package org.tiltyard.moderation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.moderation.BacklogRecords.Line;
import org.tiltyard.moderation.ModerationFigures.Counts;
import org.tiltyard.settings.Live;
import org.tiltyard.shared.Time;

/** The admins' page of moderation: the chain, what it found, what waits, classifiers. */
@Controller
@RequestMapping(ModerationController.PAGE)
class ModerationController {

  static final String PAGE = "/admin/moderation";

  /**
   * A link of the chain as it stands.
   *
   * @param classifier null for links that are part of the arena
   * @param problem why it can't be asked; empty when it is not known to fail
   */
  record Row(
      String name,
      boolean on,
      @Nullable StoredClassifier classifier,
      Counts counts,
      long waiting,
      String problem) {}

  /** A link's answer about a text that is tried. */
  record Tried(String link, String category, @Nullable Double score, Result result) {}

  /** The box for a text to try. */
  record TryForm(@Nullable String text) {}

  /** A key, which no page shows again. */
  record KeyForm(@Nullable String key) {

    String typed() {
      return key == null ? "" : key.strip();
    }

    @Override
    public String toString() {
      return "KeyForm[…]";
    }
  }

  private static final Duration SHOWN = Duration.ofDays(7);
  private static final int MOST_FLAGGED = 30;
  private static final int LONGEST_TRIED = 12_000;
  private static final int LONGEST_KEY = 2000;
  private static final List<String> DONE =
      List.of("added", "removed", "switched", "hurried", "older", "key", "no-key");

  private final Moderator moderator;
  private final Live<ModerationSettings> settings;
  private final ModerationKey key;
  private final ModerationFigures figures;
  private final ClassifierRecords classifiers;
  private final ClassifierEditor editor;
  private final ClassifierFolders folders;
  private final Classifiers loaded;
  private final BacklogRecords backlog;
  private final AuditLog audit;
  private final MessageSource messages;
  private final Time time;

  ModerationController(
      Moderator moderator,
      Live<ModerationSettings> moderationSettings,
      ModerationKey key,
      ModerationFigures figures,
      ClassifierRecords classifiers,
      ClassifierEditor editor,
      ClassifierFolders folders,
      Classifiers loaded,
      BacklogRecords backlog,
      AuditLog audit,
      MessageSource messages,
      Time time) {
    this.moderator = moderator;
    this.settings = moderationSettings;
    this.key = key;
    this.figures = figures;
    this.classifiers = classifiers;
    this.editor = editor;
    this.folders = folders;
    this.loaded = loaded;
    this.backlog = backlog;
    this.audit = audit;
    this.messages = messages;
    this.time = time;
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("done", done != null && DONE.contains(done) ? done : null);
    return page(ClassifierForm.empty(), model, exchange);
  }

  private String page(ClassifierForm form, Model model, ServerWebExchange exchange) {
    Map<String, Line> lines = backlog.lines();
    model.addAttribute("rows", rows(lines));
    model.addAttribute("settings", settings.get());
    model.addAttribute("keyInFile", key.configured());
    model.addAttribute("keySince", key.sealedSince().orElse(null));
    model.addAttribute("waiting", lines.values().stream().mapToLong(Line::waiting).sum());
    model.addAttribute("flagged", figures.flagged(MOST_FLAGGED));
    model.addAttribute("form", form);
    model.addAttribute("folders", folders.names());
    model.addAttribute("base", folders.base().toString());
    exchange.getResponse().getHeaders().setCacheControl("no-store");
    return "moderation/moderation";
  }

  private List<Row> rows(Map<String, Line> lines) {
    Map<String, Counts> counts = figures.since(time.now().minus(SHOWN));
    List<String> on = moderator.links();
    List<Row> rows = new ArrayList<>();
    for (String name : List.of(OpenAiLink.NAME, WordLink.NAME)) {
      rows.add(row(name, on.contains(name), null, "", counts, lines));
    }
    for (StoredClassifier one : classifiers.all()) {
      String problem = loaded.problem(one.id()).orElse("");
      rows.add(row(one.name(), on.contains(one.name()), one, problem, counts, lines));
    }
    return rows;
  }

  private static Row row(
      String name,
      boolean on,
      @Nullable StoredClassifier classifier,
      String problem,
      Map<String, Counts> counts,
      Map<String, Line> lines) {
    Line line = lines.getOrDefault(name, new Line(name, 0, ""));
    return new Row(
        name,
        on,
        classifier,
        counts.getOrDefault(name, Counts.NONE),
        line.waiting(),
        problem.isEmpty() ? line.problem() : problem);
  }

  /** What the chain says of a text; nothing of it is stored. */
  @PostMapping("/try")
  String tryOut(TryForm form, Model model, ServerWebExchange exchange) {
    String text = form.text() == null ? "" : form.text();
    model.addAttribute("tryText", text);
    if (text.isBlank() || text.length() > LONGEST_TRIED) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("tryWrong", true);
    } else {
      Verdict verdict = moderator.checkPrompt(text);
      model.addAttribute("verdict", verdict);
      model.addAttribute("tried", verdict.results().stream().flatMap(this::tried).toList());
    }
    return page(ClassifierForm.empty(), model, exchange);
  }

  private java.util.stream.Stream<Tried> tried(Result result) {
    return result.categories().isEmpty()
        ? java.util.stream.Stream.of(new Tried(result.link(), "", null, result))
        : result.categories().entrySet().stream()
            .map(one -> new Tried(result.link(), one.getKey(), one.getValue().score(), result));
  }

  @PostMapping("/classifiers")
  String add(ClassifierForm form, KeyForm secret, Model model, ServerWebExchange exchange) {
    try {
      editor.add(form, secret.typed(), SignedIn.in(exchange));
      return seeOther("?done=added", exchange);
    } catch (ClassifierRefused refused) {
      Locale locale =
          Optional.ofNullable(exchange.getLocaleContext().getLocale()).orElse(Locale.ENGLISH);
      exchange.getResponse().setStatusCode(refused.getStatusCode());
      model.addAttribute("problem", refused.updateAndGetBody(messages, locale));
      model.addAttribute("wrong", refused.wrong());
      return page(form, model, exchange);
    }
  }

  @PostMapping("/classifiers/{id}/on")
  String switchOn(@PathVariable String id, ServerWebExchange exchange) {
    editor.activate(find(id), true, SignedIn.in(exchange));
    return seeOther("?done=switched", exchange);
  }

  @PostMapping("/classifiers/{id}/off")
  String switchOff(@PathVariable String id, ServerWebExchange exchange) {
    editor.activate(find(id), false, SignedIn.in(exchange));
    return seeOther("?done=switched", exchange);
  }

  @PostMapping("/classifiers/{id}/remove")
  String remove(@PathVariable String id, ServerWebExchange exchange) {
    editor.remove(find(id), SignedIn.in(exchange));
    return seeOther("?done=removed", exchange);
  }

  /** Has everything that waits checked as soon as it can be, whatever failed before. */
  @PostMapping("/backlog/now")
  String hurry(ServerWebExchange exchange) {
    int count = backlog.hurry(time.now());
    record("moderation.backlog-hurried", "", Map.of("messages", count), exchange);
    return seeOther("?done=hurried", exchange);
  }

  /** Has all earlier messages checked, too, by every link that is on. */
  @PostMapping("/backlog/older")
  String older(ServerWebExchange exchange) {
    moderator.links().forEach(link -> backlog.seen(link, Instant.EPOCH));
    record("moderation.older-asked", "", Map.of("links", moderator.links()), exchange);
    return seeOther("?done=older", exchange);
  }

  @PostMapping("/key")
  String setKey(KeyForm form, Model model, ServerWebExchange exchange) {
    String typed = form.typed();
    if (typed.isEmpty()
        || typed.length() > LONGEST_KEY
        || !typed.chars().allMatch(c -> c > ' ' && c < 127)) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("keyWrong", true);
      return page(ClassifierForm.empty(), model, exchange);
    }
    key.set(typed);
    record("moderation.key-set", OpenAiLink.NAME, Map.of(), exchange);
    return seeOther("?done=key", exchange);
  }

  @PostMapping("/key/remove")
  String removeKey(ServerWebExchange exchange) {
    key.remove();
    record("moderation.key-removed", OpenAiLink.NAME, Map.of(), exchange);
    return seeOther("?done=no-key", exchange);
  }

  private void record(
      String action, String subject, Map<String, ?> detail, ServerWebExchange exchange) {
    audit.record(SignedIn.in(exchange), action, "moderation", subject, subject, detail);
  }

  private StoredClassifier find(String id) {
    return classifiers
        .find(new ClassifierId(id))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static String seeOther(String query, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + PAGE + query;
  }
}
