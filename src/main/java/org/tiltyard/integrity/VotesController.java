package org.tiltyard.integrity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
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
import org.tiltyard.integrity.DecisionRecords.Batch;
import org.tiltyard.integrity.Summary.OfDay;
import org.tiltyard.integrity.Summary.OfRule;
import org.tiltyard.integrity.Summary.Totals;

/** What the rules found, votes by any filter, single ones, and decisions about them. */
@Controller
class VotesController {

  static final String PAGE = "/admin/votes";
  private static final String LIST = PAGE + "/list";
  private static final int LINES = 50;
  private static final int NEWEST = 10;

  /**
   * A decision as the form of the list sends it.
   *
   * @param vote the ids that are ticked
   * @param scope {@code ticked}, {@code page} or {@code filter}
   * @param shown the ids of the page
   */
  record DecisionForm(
      @Nullable List<String> vote,
      @Nullable String scope,
      @Nullable List<String> shown,
      @Nullable String decision,
      @Nullable String reason,
      @Nullable String note) {

    static final DecisionForm EMPTY = new DecisionForm(null, null, null, null, null, null);

    public boolean isTicked(String id) {
      return vote != null && vote.contains(id);
    }

    /** What the form chooses among, the default first. */
    public String chosenScope() {
      return Set.of("page", "filter").contains(scope == null ? "" : scope)
          ? String.valueOf(scope)
          : "ticked";
    }

    private Decision chosen() {
      return Decision.of(decision == null ? "" : decision).orElseThrow(IntegrityRefused::decision);
    }
  }

  /** A line of the table of rules: numbers as the reader writes them, shares in percent. */
  public record RuleLine(OfRule of, String week, String weekBefore) {}

  private final Summary summary;
  private final VoteLists lists;
  private final VotePages votes;
  private final Decisions decisions;
  private final DecisionRecords records;
  private final Bans bans;
  private final Forms forms;

  VotesController(
      Summary summary,
      VoteLists lists,
      VotePages votes,
      Decisions decisions,
      DecisionRecords records,
      Bans bans,
      Forms forms) {
    this.summary = summary;
    this.lists = lists;
    this.votes = votes;
    this.decisions = decisions;
    this.records = records;
    this.bans = bans;
    this.forms = forms;
  }

  @GetMapping(PAGE)
  String rules(Model model, ServerWebExchange exchange) {
    Totals totals = summary.totals();
    List<OfDay> days = summary.days();
    model.addAttribute("totals", totals);
    model.addAttribute(
        "rules",
        summary.rules().stream()
            .map(of ->
                new RuleLine(
                    of,
                    share(of.week(), totals.week()),
                    share(of.weekBefore(), totals.weekBefore())))
            .toList());
    model.addAttribute("days", days.reversed());
    model.addAttribute("chart", ShareChart.of(days, locale(exchange)));
    model.addAttribute("bannedJudges", bans.all(Bans.Kind.JUDGE));
    model.addAttribute("bannedNetworks", bans.all(Bans.Kind.NETWORK));
    model.addAttribute("newest", records.newest(NEWEST));
    return "integrity/rules";
  }

  private static String share(long some, long all) {
    return all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * some / all);
  }

  @GetMapping(LIST)
  String list(
      VoteFilter filter,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    model.addAttribute("done", done == null ? null : decisions.batch(done).orElse(null));
    return list(filter, before, DecisionForm.EMPTY, model);
  }

  private String list(VoteFilter filter, @Nullable String before, DecisionForm form, Model model) {
    List<VoteLists.Line> found = lists.page(filter, before, LINES + 1);
    boolean more = found.size() > LINES;
    List<VoteLists.Line> shown = more ? found.subList(0, LINES) : found;
    int matching = lists.ids(filter, Decisions.MOST + 1).size();
    model.addAttribute("filter", filter);
    model.addAttribute("lines", shown.stream().map(VoteView::of).toList());
    model.addAttribute("matching", matching);
    model.addAttribute("tooMany", matching > Decisions.MOST);
    model.addAttribute("rules", Rule.values());
    model.addAttribute("shows", VoteFilter.SHOWN);
    model.addAttribute("reasons", Reason.words());
    model.addAttribute("form", form);
    model.addAttribute("here", filter.link(LIST, before));
    if (more) {
      model.addAttribute("older", filter.link(LIST, shown.getLast().mark()));
    }
    if (before != null) {
      model.addAttribute("newest", filter.link(LIST, null));
    }
    return "integrity/list";
  }

  @PostMapping(LIST)
  String decide(
      VoteFilter filter,
      @RequestParam(required = false) @Nullable String before,
      DecisionForm form,
      Model model,
      ServerWebExchange exchange) {
    try {
      Batch batch =
          decisions.decide(
              chosen(filter, form),
              form.chosen(),
              Verdict.of(form.reason(), form.note()),
              SignedIn.in(exchange));
      String back = filter.link(LIST, null);
      return Forms.seeOther(
          back + (back.contains("?") ? "&" : "?") + "done=" + batch.id(), exchange);
    } catch (IntegrityRefused refused) {
      forms.show(refused, model, exchange);
      return list(filter, before, form, model);
    }
  }

  private List<String> chosen(VoteFilter filter, DecisionForm form) {
    List<String> chosen =
        switch (form.chosenScope()) {
          case "filter" -> lists.ids(filter, Decisions.MOST + 1);
          case "page" -> form.shown();
          default -> form.vote();
        };
    return chosen == null ? List.of() : chosen;
  }

  @GetMapping(PAGE + "/{id}")
  String vote(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("done", done == null ? null : decisions.batch(done).orElse(null));
    return vote(id, DecisionForm.EMPTY, model, exchange);
  }

  private String vote(String id, DecisionForm form, Model model, ServerWebExchange exchange) {
    VotePages.Shown shown = votes.of(id);
    model.addAttribute("vote", shown);
    model.addAttribute("form", form);
    model.addAttribute("reasons", Reason.words());
    model.addAttribute("here", PAGE + "/" + id);
    exchange.getResponse().getHeaders().setCacheControl("no-store");
    return "integrity/vote";
  }

  @PostMapping(PAGE + "/{id}")
  String decideOne(
      @PathVariable String id, DecisionForm form, Model model, ServerWebExchange exchange) {
    try {
      Batch batch =
          decisions.decide(
              List.of(votes.of(id).line().id()),
              form.chosen(),
              Verdict.of(form.reason(), form.note()),
              SignedIn.in(exchange));
      return Forms.seeOther(PAGE + "/" + id + "?done=" + batch.id(), exchange);
    } catch (IntegrityRefused refused) {
      forms.show(refused, model, exchange);
      return vote(id, form, model, exchange);
    }
  }

  /** Where to go after something was taken back. */
  record Return(@Nullable String to) {

    /** Only pages of this area. */
    String path() {
      return to != null && to.startsWith(PAGE) && !to.contains("//") ? to : PAGE;
    }
  }

  @PostMapping(PAGE + "/decisions/{batch}/undo")
  String undo(@PathVariable String batch, Return back, ServerWebExchange exchange) {
    decisions.undo(batch, SignedIn.in(exchange));
    return Forms.seeOther(back.path(), exchange);
  }

  private static Locale locale(ServerWebExchange exchange) {
    Locale locale = exchange.getLocaleContext().getLocale();
    return locale == null ? Locale.ENGLISH : locale;
  }
}
