package org.tiltyard.integrity;

import java.util.List;
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
import org.tiltyard.integrity.VotesController.Return;

/** Judges, one of them with all votes, and bans of judges and networks. */
@Controller
class JudgesController {

  private static final String PAGE = VotesController.PAGE + "/judges";
  private static final String ONE = PAGE + "/{number}";
  private static final String NETWORK = VotesController.PAGE + "/networks/{network}";
  private static final int LINES = 50;
  private static final int LATEST = 120;
  private static final int NETWORKS = 30;

  /** A ban as a form sends it. */
  record BanForm(@Nullable String reason, @Nullable String note) {

    static final BanForm EMPTY = new BanForm(null, null);
  }

  /** A judge's line with a p-value that can be read. */
  public record JudgeView(Judges.Line of, String p) {

    static JudgeView of(Judges.Line line) {
      Double p = line.p();
      return new JudgeView(line, p == null ? "" : FlagView.probability(p));
    }
  }

  private final Judges judges;
  private final VoteLists lists;
  private final Bans bans;
  private final Forms forms;

  JudgesController(Judges judges, VoteLists lists, Bans bans, Forms forms) {
    this.judges = judges;
    this.lists = lists;
    this.bans = bans;
    this.forms = forms;
  }

  @GetMapping(PAGE)
  String all(
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable Integer page,
      Model model) {
    String order = sort != null && Judges.ORDERS.containsKey(sort) ? sort : "flagged";
    int number = page == null ? 1 : Math.clamp(page, 1, 1_000_000);
    List<Judges.Line> found = judges.page(order, (number - 1) * LINES, LINES + 1);
    model.addAttribute("order", order);
    model.addAttribute("orders", Judges.ORDERS.keySet());
    model.addAttribute("judges", found.stream().limit(LINES).map(JudgeView::of).toList());
    String here = PAGE + "?sort=" + order + "&page=";
    model.addAttribute("next", found.size() > LINES ? here + (number + 1) : null);
    model.addAttribute("previous", number > 1 ? here + (number - 1) : null);
    return "integrity/judges";
  }

  @GetMapping(ONE)
  String one(
      @PathVariable int number,
      @RequestParam(required = false) @Nullable String before,
      Model model) {
    return one(number, before, BanForm.EMPTY, model);
  }

  private String one(int number, @Nullable String before, BanForm form, Model model) {
    Judges.Line line = judges.find(number).orElseThrow(VoteNotFound::new);
    VoteFilter filter = VoteFilter.ofJudge(number);
    List<VoteLists.Line> found = lists.page(filter, before, LINES + 1);
    List<VoteLists.Line> shown = found.stream().limit(LINES).toList();
    String here = PAGE + "/" + number;
    model.addAttribute("judge", JudgeView.of(line));
    model.addAttribute("habits", judges.habits(number, LATEST));
    model.addAttribute("networks", judges.networks(number, NETWORKS));
    model.addAttribute("ban", bans.of(Bans.Kind.JUDGE, String.valueOf(number)).orElse(null));
    model.addAttribute("lines", shown.stream().map(VoteView::of).toList());
    model.addAttribute("decide", filter.link(VotesController.PAGE + "/list", null));
    model.addAttribute("reasons", Reason.words());
    model.addAttribute("form", form);
    model.addAttribute("here", here);
    if (found.size() > LINES) {
      model.addAttribute("older", here + "?before=" + shown.getLast().mark() + "#votes");
    }
    if (before != null) {
      model.addAttribute("newest", here + "#votes");
    }
    return "integrity/judge";
  }

  @PostMapping(ONE + "/ban")
  String ban(@PathVariable int number, BanForm form, Model model, ServerWebExchange exchange) {
    try {
      bans.ban(
          Bans.Kind.JUDGE,
          String.valueOf(number),
          Verdict.of(form.reason(), form.note()),
          SignedIn.in(exchange));
      return Forms.seeOther(PAGE + "/" + number, exchange);
    } catch (IntegrityRefused refused) {
      forms.show(refused, model, exchange);
      return one(number, null, form, model);
    }
  }

  @PostMapping(ONE + "/lift")
  String lift(@PathVariable int number, Return back, ServerWebExchange exchange) {
    bans.lift(Bans.Kind.JUDGE, String.valueOf(number), SignedIn.in(exchange));
    return Forms.seeOther(back.path(), exchange);
  }

  /** Networks are banned from a judge's or a vote's page, where the reason is plain. */
  @PostMapping(NETWORK + "/ban")
  String banNetwork(
      @PathVariable String network, BanForm form, Return back, ServerWebExchange exchange) {
    bans.ban(
        Bans.Kind.NETWORK,
        network,
        Verdict.of(form.reason() == null ? Reason.AUTOMATED.word() : form.reason(), form.note()),
        SignedIn.in(exchange));
    return Forms.seeOther(back.path(), exchange);
  }

  @PostMapping(NETWORK + "/lift")
  String liftNetwork(@PathVariable String network, Return back, ServerWebExchange exchange) {
    bans.lift(Bans.Kind.NETWORK, network, SignedIn.in(exchange));
    return Forms.seeOther(back.path(), exchange);
  }
}
