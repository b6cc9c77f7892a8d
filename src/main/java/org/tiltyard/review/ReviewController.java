package org.tiltyard.review;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.Forms;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.JobView;
import org.tiltyard.shared.Time;

/** One finding after the other, to decide on. */
@Controller
class ReviewController {

  private static final String PAGE = "/research/review";
  private static final int NOTE_LENGTH = 500;
  private static final int NEWEST = 10;

  /**
   * A decision as the form sends it.
   *
   * @param all {@code true}: for all of the conversation that wait
   */
  record DecisionForm(
      @Nullable String decision,
      @Nullable String reason,
      @Nullable String note,
      @Nullable String all) {

    static final DecisionForm EMPTY = new DecisionForm(null, null, null, null);

    public boolean forAll() {
      return "true".equals(all);
    }

    /** What it says, if it is whole. */
    Verdict verdict() {
      Decision chosen =
          Decision.of(decision == null ? "" : decision).orElseThrow(ReviewRefused::decision);
      Reason why = Reason.of(reason == null ? "" : reason).orElseThrow(ReviewRefused::reason);
      String words = note == null || note.isBlank() ? null : note.strip();
      if (why == Reason.OTHER && words == null) {
        throw ReviewRefused.note();
      }
      if (words != null && (words.length() > NOTE_LENGTH || words.indexOf('\0') >= 0)) {
        throw ReviewRefused.length(NOTE_LENGTH);
      }
      return new Verdict(chosen, why, words);
    }
  }

  private final ReviewQueue queue;
  private final Forms forms;
  private final Time time;

  ReviewController(ReviewQueue queue, Forms forms, Time time) {
    this.queue = queue;
    this.forms = forms;
    this.time = time;
  }

  @GetMapping(PAGE)
  String next(
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("done", done);
    return show(queue.next().orElse(null), DecisionForm.EMPTY, model, exchange);
  }

  @GetMapping(PAGE + "/{id}")
  String one(@PathVariable String id, Model model, ServerWebExchange exchange) {
    return show(queue.get(id), DecisionForm.EMPTY, model, exchange);
  }

  private String show(
      @Nullable FindingView finding, DecisionForm form, Model model, ServerWebExchange exchange) {
    model.addAttribute("finding", finding);
    model.addAttribute("form", form);
    model.addAttribute("reasons", Reason.words());
    model.addAttribute("waiting", queue.waiting());
    model.addAttribute("decided", queue.decided());
    model.addAttribute("newest", queue.newest(NEWEST));
    model.addAttribute(
        "job", queue.lastSearch().map(job -> JobView.of(job, time.now())).orElse(null));
    exchange.getResponse().getHeaders().setCacheControl("no-store");
    return "review/review";
  }

  @PostMapping(PAGE + "/{id}")
  String decide(
      @PathVariable String id, DecisionForm form, Model model, ServerWebExchange exchange) {
    try {
      queue.decide(id, form.verdict(), form.forAll(), SignedIn.in(exchange));
      return Forms.seeOther(PAGE + "?done=" + id, exchange);
    } catch (ReviewRefused refused) {
      forms.show(refused, model, exchange);
      return show(queue.get(id), form, model, exchange);
    }
  }

  @PostMapping(PAGE + "/{id}/undo")
  String undo(@PathVariable String id, ServerWebExchange exchange) {
    queue.undo(id, SignedIn.in(exchange));
    return Forms.seeOther(PAGE + "/" + id, exchange);
  }

  @PostMapping(PAGE + "/search")
  String search(ServerWebExchange exchange) {
    queue.search(SignedIn.in(exchange));
    return Forms.seeOther(PAGE, exchange);
  }
}
