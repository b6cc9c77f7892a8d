package org.tiltyard.battle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.settings.SettingRefused;
import org.tiltyard.shared.Csv;

/** The admin's page of who meets whom: settings, and what draws they lead to. */
@Controller
class PairingController {

  private static final String PAGE = "battle/pairing";

  private final PairingAdministration administration;
  private final Pairing pairing;
  private final ModelRegistry models;
  private final MessageSource messages;

  PairingController(
      PairingAdministration administration,
      Pairing pairing,
      ModelRegistry models,
      MessageSource messages) {
    this.administration = administration;
    this.pairing = pairing;
    this.models = models;
    this.messages = messages;
  }

  @GetMapping("/admin/pairing")
  String page(@RequestParam(required = false) boolean saved, Model page) {
    PairingSettings present = administration.present();
    page.addAttribute("saved", saved);
    return show(page, PairingForm.of(present), present, Map.of());
  }

  /** What the form would lead to, without storing it. */
  @PostMapping("/admin/pairing/preview")
  String preview(PairingForm form, Model page, ServerWebExchange exchange) {
    Map<String, String> problems = notNumbers(form, exchange);
    if (!problems.isEmpty()) {
      return refuse(page, form, problems, exchange);
    }
    try {
      PairingSettings tried = administration.tried(form);
      page.addAttribute("unsaved", !tried.equals(administration.present()));
      return show(page, form, tried, Map.of());
    } catch (SettingRefused refused) {
      return refuse(page, form, problems(refused), exchange);
    }
  }

  @PostMapping("/admin/pairing")
  String save(PairingForm form, Model page, ServerWebExchange exchange) {
    Map<String, String> problems = notNumbers(form, exchange);
    if (!problems.isEmpty()) {
      return refuse(page, form, problems, exchange);
    }
    try {
      administration.change(form, SignedIn.in(exchange));
    } catch (SettingRefused refused) {
      return refuse(page, form, problems(refused), exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:/admin/pairing?saved=true";
  }

  private Map<String, String> notNumbers(PairingForm form, ServerWebExchange exchange) {
    Locale locale = exchange.getLocaleContext().getLocale();
    String words =
        messages.getMessage("pairing.not-a-number", null, locale == null ? Locale.ENGLISH : locale);
    return form.notNumbers().stream().collect(Collectors.toMap(field -> field, field -> words));
  }

  private String refuse(
      Model page, PairingForm form, Map<String, String> problems, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.UNPROCESSABLE_CONTENT);
    return show(page, form, administration.present(), problems);
  }

  private static Map<String, String> problems(SettingRefused refused) {
    Map<String, String> problems = new LinkedHashMap<>();
    refused.faults().forEach(fault -> problems.putIfAbsent(field(fault.key()), fault.words()));
    return problems;
  }

  /** {@code tiltyard.pairing.only-meet[2]} is about the field {@code only-meet}. */
  private static String field(String key) {
    return key.replace(PairingForm.PREFIX + ".", "").replaceAll("\\[.*", "");
  }

  private String show(
      Model page, PairingForm form, PairingSettings previewed, Map<String, String> problems) {
    List<Contender> contenders = models.contenders();
    page.addAttribute("form", form);
    page.addAttribute("problems", problems);
    page.addAttribute("locked", administration.locked());
    page.addAttribute("previewed", previewed);
    page.addAttribute("preview", pairing.preview(contenders, previewed));
    return PAGE;
  }

  /** The probability of every pair under the settings that hold now. */
  @GetMapping("/admin/pairing/odds.csv")
  ResponseEntity<String> odds() {
    PairOdds odds = pairing.odds(models.contenders());
    List<String> names = odds.contenders().stream().map(Contender::name).toList();
    StringBuilder csv = new StringBuilder(Csv.line("model", "rival", "probability"));
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        csv.append(Csv.line(names.get(i), names.get(j), odds.ofPair(i, j)));
      }
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"pairing.csv\"")
        .body(csv.toString());
  }
}
