package org.tiltyard.release;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobView;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.release.Previews.Preview;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.ChangeEvents;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Flux;

/** The pages of releases: all of them, one that is being planned, one that is built. */
@Controller
class ReleasesController {

  private static final String HOME = "/research/releases";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** A line of the list. */
  record Line(String id, String title, String slug, String schema, String state, String when) {}

  /** A rule's line in the preview. */
  record RuleLine(String key, long count, List<String> examples) {}

  private static final Duration LOOK_EVERY = Duration.ofMillis(700);

  private final Releases releases;
  private final Previews previews;
  private final ChangeEvents changes;
  private final Jobs jobs;
  private final ObjectProvider<ReleasePart> parts;
  private final MessageSource messages;
  private final Time time;

  ReleasesController(
      Releases releases,
      Previews previews,
      ChangeEvents changes,
      Jobs jobs,
      ObjectProvider<ReleasePart> parts,
      MessageSource messages,
      Time time) {
    this.releases = releases;
    this.previews = previews;
    this.changes = changes;
    this.jobs = jobs;
    this.parts = parts;
    this.messages = messages;
    this.time = time;
  }

  @GetMapping(HOME)
  String list(Model page) {
    page.addAttribute("releases", releases.all().stream().map(ReleasesController::line).toList());
    return "release/list";
  }

  private static Line line(Release release) {
    Plan plan = release.plan();
    return new Line(
        release.id().value(),
        release.title(),
        release.slug(),
        plan.schema().key() + ", " + plan.format().key(),
        word(release.state()),
        minute(release));
  }

  /** Of the build, or of the beginning. */
  private static String minute(Release release) {
    return MINUTE.format(
        (release.builtAt() == null ? release.createdAt() : release.builtAt())
            .atOffset(ZoneOffset.UTC));
  }

  private static String word(ReleaseState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @GetMapping(HOME + "/new")
  String begin(Model page) {
    return form(page, null, ReleaseForm.of("", "", Plan.usual()), Map.of());
  }

  @PostMapping(HOME)
  String create(ReleaseForm form, Model page, ServerWebExchange exchange) {
    try {
      ReleaseId id =
          releases.begin(
              ReleaseForm.text(form.slug()),
              ReleaseForm.text(form.title()),
              form.plan(),
              SignedIn.in(exchange));
      buildIfAsked(id, form, exchange);
      return to(id, exchange);
    } catch (ReleaseRefused e) {
      return form(page, null, form, problems(e, exchange));
    }
  }

  @GetMapping(HOME + "/{id}")
  String page(@PathVariable String id, Model page) {
    return show(page, releases.get(ReleaseId.parse(id)));
  }

  private String show(Model page, Release release) {
    ReleaseForm form = ReleaseForm.of(release.title(), release.slug(), release.plan());
    if (release.state() == ReleaseState.DRAFT || release.state() == ReleaseState.FAILED) {
      return form(page, release, form, Map.of());
    }
    page.addAttribute("release", release);
    page.addAttribute("state", word(release.state()));
    page.addAttribute("form", form);
    page.addAttribute("when", minute(release));
    job(release.job()).ifPresent(job -> page.addAttribute("job", job));
    parts.orderedStream().forEach(part -> part.show(release, page));
    return "release/release";
  }

  private Optional<JobView> job(@Nullable JobId id) {
    return Optional.ofNullable(id).flatMap(jobs::find).map(job -> JobView.of(job, time.now()));
  }

  @PostMapping(HOME + "/{id}")
  String change(@PathVariable String id, ReleaseForm form, Model page, ServerWebExchange exchange) {
    Release release = releases.get(ReleaseId.parse(id));
    try {
      releases.change(
          release.id(),
          ReleaseForm.text(form.slug()),
          ReleaseForm.text(form.title()),
          form.plan(),
          SignedIn.in(exchange));
      buildIfAsked(release.id(), form, exchange);
      return to(release.id(), exchange);
    } catch (ReleaseRefused e) {
      return form(page, release, form, problems(e, exchange));
    }
  }

  private void buildIfAsked(ReleaseId id, ReleaseForm form, ServerWebExchange exchange) {
    if (form.builds()) {
      releases.build(id, SignedIn.in(exchange));
    }
  }

  @PostMapping(HOME + "/{id}/delete")
  String delete(@PathVariable String id, ServerWebExchange exchange) {
    releases.delete(ReleaseId.parse(id), SignedIn.in(exchange));
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + HOME;
  }

  private static String to(ReleaseId id, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + HOME + "/" + id.value();
  }

  private String form(
      Model page, @Nullable Release release, ReleaseForm form, Map<String, String> problems) {
    page.addAttribute("release", release);
    page.addAttribute("form", form);
    page.addAttribute("problems", problems);
    if (release != null) {
      preview(page, previews.await(release.plan()));
    }
    page.addAttribute(
        "schemas", Arrays.stream(Schema.values()).filter(one -> one != Schema.PROVENANCE).toList());
    page.addAttribute("formats", List.of(Format.values()));
    page.addAttribute("rules", Rule.choices().stream().map(Rule::key).toList());
    return "release/form";
  }

  private static void preview(Model page, Preview preview) {
    page.addAttribute("preview", preview);
    Sifting.Counts counts = preview.counts();
    if (counts != null) {
      page.addAttribute(
          "lines",
          counts.dropped().entrySet().stream()
              .map(one ->
                  new RuleLine(
                      one.getKey().key(),
                      one.getValue(),
                      preview.examples().getOrDefault(one.getKey(), List.of())))
              .toList());
    }
  }

  /** Says when the preview of a plan looks different. */
  @GetMapping(path = HOME + "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events(@PathVariable String id) {
    ReleaseId known = ReleaseId.parse(id);
    return changes.follow(LOOK_EVERY, () -> stamp(known));
  }

  private Object stamp(ReleaseId id) {
    Release release = releases.get(id);
    return release.state().editable() ? previews.of(release.plan()) : release.state();
  }

  /** What is wrong, by the field that it is about; the answer gets its status. */
  private Map<String, String> problems(ReleaseRefused refused, ServerWebExchange exchange) {
    Locale locale = exchange.getLocaleContext().getLocale();
    ProblemDetail body =
        refused.updateAndGetBody(messages, locale == null ? Locale.ENGLISH : locale);
    exchange.getResponse().setStatusCode(refused.getStatusCode());
    Object field = body.getProperties() == null ? null : body.getProperties().get("field");
    return Map.of(String.valueOf(field), String.valueOf(body.getDetail()));
  }
}
