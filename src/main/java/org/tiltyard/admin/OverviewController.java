package org.tiltyard.admin;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.admin.Figures.ModelUse;
import org.tiltyard.admin.Figures.Slice;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;
import org.tiltyard.provider.Health;
import org.tiltyard.shared.ChangeEvents;
import reactor.core.publisher.Flux;

/** The admin's home: how much is going on, what it costs, what needs a look. */
@Controller
class OverviewController {

  /**
   * One model's line.
   *
   * @param share of the most that any model has, 0 to 100, for the bar
   */
  record ModelLine(
      String name,
      String answers,
      String failed,
      String tokensIn,
      String tokensOut,
      String cost,
      double costValue,
      ModelUse use,
      long share) {}

  /** One line of the table that says what the chart shows. */
  record SliceLine(String begin, String battles, String votes) {}

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private final Overview overview;
  private final Health health;
  private final List<AdminNotices> notices;
  private final ChangeEvents changes;

  OverviewController(
      Overview overview, Health health, List<AdminNotices> notices, ChangeEvents changes) {
    this.overview = overview;
    this.health = health;
    this.notices = notices;
    this.changes = changes;
  }

  @GetMapping("/admin")
  String page(
      @RequestParam(defaultValue = "24h") String range, Model model, ServerWebExchange exchange) {
    Range chosen = Range.of(range);
    Figures figures = overview.figures(chosen);
    Locale locale = locale(exchange);
    NumberFormat numbers = NumberFormat.getIntegerInstance(locale);
    model.addAttribute("range", chosen.word());
    model.addAttribute("ranges", List.of(Range.values()));
    model.addAttribute("battles", numbers.format(figures.battles()));
    model.addAttribute("votes", numbers.format(figures.votes()));
    model.addAttribute("people", numbers.format(figures.people()));
    model.addAttribute("streams", numbers.format(overview.streams()));
    model.addAttribute("tokens", numbers.format(figures.tokensIn() + figures.tokensOut()));
    model.addAttribute("cost", figures.priced() == 0 ? "–" : dollars(figures.cost(), locale));
    model.addAttribute("unpriced", figures.unpriced());
    model.addAttribute("uncounted", figures.uncounted());
    model.addAttribute("health", health.summary());
    model.addAttribute("toDo", toDo());
    model.addAttribute("chart", BarChart.of(figures.slices(), chosen, locale));
    model.addAttribute("slices", sliceLines(figures, numbers, locale));
    model.addAttribute("models", modelLines(figures, numbers, locale));
    model.addAttribute("errors", figures.errors());
    model.addAttribute("answers", figures.answers());
    return "admin/overview";
  }

  private List<AdminNotice> toDo() {
    return notices.stream().flatMap(module -> module.toDo().stream()).toList();
  }

  private static List<SliceLine> sliceLines(Figures figures, NumberFormat numbers, Locale locale) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("d MMM HH:mm", locale);
    return figures.slices().stream()
        .sorted(Comparator.comparing(Slice::begin).reversed())
        .map(slice ->
            new SliceLine(
                time.format(slice.begin().atOffset(ZoneOffset.UTC)),
                numbers.format(slice.battles()),
                numbers.format(slice.votes())))
        .toList();
  }

  private static List<ModelLine> modelLines(Figures figures, NumberFormat numbers, Locale locale) {
    long most = figures.models().stream().mapToLong(ModelUse::tokens).max().orElse(0);
    return figures.models().stream()
        .map(use ->
            new ModelLine(
                use.name(),
                numbers.format(use.answers()),
                numbers.format(use.failed()),
                numbers.format(use.tokensIn()),
                numbers.format(use.tokensOut()),
                use.priced() == 0 ? "–" : dollars(use.cost(), locale),
                use.cost(),
                use,
                most == 0 ? 0 : Math.round(100.0 * use.tokens() / most)))
        .toList();
  }

  /** US dollars, with enough digits to tell small amounts from nothing. */
  static String dollars(double amount, Locale locale) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    int digits = amount >= 1 || amount == 0 ? 2 : 4;
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return amount > 0 && amount < 0.0001
        ? "< $" + format.format(0.0001)
        : "$" + format.format(amount);
  }

  /** Says when the page would look different. */
  @GetMapping(path = "/admin/overview/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<String>> events(@RequestParam(defaultValue = "24h") String range) {
    Range chosen = Range.of(range);
    return changes.follow(
        LOOK_EVERY,
        () -> List.of(overview.figures(chosen), overview.streams(), health.summary(), toDo()));
  }

  private static Locale locale(ServerWebExchange exchange) {
    Locale locale = exchange.getLocaleContext().getLocale();
    return locale == null ? Locale.ENGLISH : locale;
  }
}
