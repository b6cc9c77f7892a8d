package org.tiltyard.limits;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.Networks;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelId;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.settings.Live;
import org.tiltyard.settings.Settings;
import org.tiltyard.shared.Identifier;

/** The admins' page of limits: what holds, who waits, what today's tokens went to. */
@Controller
@RequestMapping("/admin/limits")
class LimitsController {

  /**
   * One limit as it is set.
   *
   * @param message the key of its words, where it is no plain text
   */
  record Row(String key, @Nullable String message, String text) {

    static Row of(String key, Object value) {
      return switch (value) {
        case Boolean on -> new Row(key, on ? "limits.on" : "limits.switched-off", "");
        case Number number when number.longValue() == 0 -> new Row(key, "limits.no-limit", "");
        case Number number -> new Row(key, null, String.format(Locale.ENGLISH, "%,d", number));
        case Enum<?> choice -> new Row(key, "setting." + key + "." + word(choice), "");
        default -> new Row(key, null, value.toString());
      };
    }

    private static String word(Enum<?> choice) {
      return choice.name().toLowerCase(Locale.ROOT);
    }
  }

  /** The form that fills somebody's buckets again. */
  record ResetForm(@Nullable String subject) {}

  /** The form of a model's own budget; empty tokens give it the common one. */
  record BudgetForm(@Nullable String model, @Nullable String tokens) {}

  private static final long MOST_TOKENS = 1_000_000_000_000L;

  private final Settings settings;
  private final Live<LimitSettings> limits;
  private final Live<LimitSettings.Network> ofNetwork;
  private final LimitsPage page;
  private final TokenBuckets buckets;
  private final TokenUsage usage;
  private final ModelRegistry models;
  private final Networks networks;
  private final AuditLog audit;
  private final TransactionTemplate transaction;

  LimitsController(
      Settings settings,
      Live<LimitSettings> limits,
      Live<LimitSettings.Network> ofNetwork,
      LimitsPage page,
      TokenBuckets buckets,
      TokenUsage usage,
      ModelRegistry models,
      Networks networks,
      AuditLog audit,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.limits = limits;
    this.ofNetwork = ofNetwork;
    this.page = page;
    this.buckets = buckets;
    this.usage = usage;
    this.models = models;
    this.networks = networks;
    this.audit = audit;
    this.transaction = transaction;
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @Nullable String saved,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("saved", saved);
    return page(model, exchange);
  }

  private String page(Model model, ServerWebExchange exchange) {
    model.addAttribute("enabled", limits.get().enabled());
    model.addAttribute("proxy", networks.unknownProxy(exchange));
    model.addAttribute("local", networks.of(exchange).local() && !ofNetwork.get().local());
    model.addAttribute("heldBack", page.heldBack());
    model.addAttribute("budgets", page.budgets());
    model.addAttribute("limits", rows());
    exchange.getResponse().getHeaders().setCacheControl("no-store");
    return "limits/limits";
  }

  private List<Row> rows() {
    return settings.editable().stream()
        .filter(setting -> setting.prefix().startsWith(LimitConfiguration.PREFIX))
        .map(setting -> Row.of(setting.key(), settings.value(setting)))
        .toList();
  }

  @PostMapping("/reset")
  String reset(ResetForm form, ServerWebExchange exchange) {
    String given = form.subject() == null ? "" : form.subject();
    if (!given.matches("(participant|network|account|model):[A-Za-z0-9_-]{1,64}")) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    Subject subject = new Subject(given);
    transaction.executeWithoutResult(status -> {
      buckets.reset(subject);
      audit.record(
          SignedIn.in(exchange),
          "limits.reset",
          subject.kind(),
          subject.id(),
          subject.id().substring(0, Math.min(8, subject.id().length())),
          Map.of());
    });
    return redirect("?saved=reset", exchange);
  }

  @PostMapping("/budget")
  String budget(BudgetForm form, Model model, ServerWebExchange exchange) {
    String id = form.model() == null ? "" : form.model();
    String typed = form.tokens() == null ? "" : form.tokens().replaceAll("[\\s.,_’']", "");
    if (!Identifier.isWellFormed(id)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    if (!typed.matches("\\d{0,13}") || (!typed.isEmpty() && Long.parseLong(typed) > MOST_TOKENS)) {
      exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
      model.addAttribute("wrong", id);
      model.addAttribute("typed", form.tokens());
      return page(model, exchange);
    }
    LanguageModel subject = models.get(new ModelId(id));
    transaction.executeWithoutResult(status -> {
      if (typed.isEmpty()) {
        usage.removeBudget(subject.id());
      } else {
        usage.putBudget(subject.id(), Long.parseLong(typed));
      }
      audit.record(
          SignedIn.in(exchange),
          "limits.budget-changed",
          "model",
          id,
          subject.name(),
          Map.of("tokensPerDay", typed.isEmpty() ? "as all models" : typed));
    });
    return redirect("?saved=budget", exchange);
  }

  private static String redirect(String query, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/admin/limits" + query;
  }
}
