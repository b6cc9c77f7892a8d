package org.tiltyard.dataset;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.battle.Withdrawal;
import org.tiltyard.battle.WithdrawalRefused;
import org.tiltyard.identity.Participant;
import org.tiltyard.identity.Participants;
import org.tiltyard.identity.Terms;
import org.tiltyard.identity.TermsAgreement;
import org.tiltyard.shared.Time;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What is stored about whoever asks: to see, to take away, to withdraw. Needs no account. */
@Controller
class OwnDataController {

  private static final String PAGE = "/my-data";
  private static final int CHUNK = 64 * 1024;
  private static final String DATASETS = "datasets";
  private static final String TEXTS = "texts";
  private static final Set<String> WAYS = Set.of(DATASETS, TEXTS);

  /** The choice of the form: {@code datasets} or {@code texts}. */
  record WithdrawalForm(@Nullable String way) {}

  private final Participants participants;
  private final OwnBattles battles;
  private final Withdrawal withdrawal;
  private final Terms terms;
  private final Time time;
  private final Executor writers = Executors.newVirtualThreadPerTaskExecutor();

  OwnDataController(
      Participants participants,
      OwnBattles battles,
      Withdrawal withdrawal,
      Terms terms,
      Time time) {
    this.participants = participants;
    this.battles = battles;
    this.withdrawal = withdrawal;
    this.terms = terms;
    this.time = time;
  }

  @GetMapping(PAGE)
  String show(
      @RequestParam(required = false) @Nullable String done,
      Model model,
      ServerWebExchange exchange) {
    model.addAttribute("done", done != null && WAYS.contains(done) ? done : null);
    return page(model, exchange);
  }

  private String page(Model model, ServerWebExchange exchange) {
    participants
        .stored(exchange)
        .ifPresent(person -> {
          model.addAttribute("person", person);
          model.addAttribute("counts", battles.count(person.id()));
        });
    return "dataset/my-data";
  }

  @GetMapping(PAGE + "/download")
  Mono<Void> download(ServerWebExchange exchange) {
    return Mono.fromCallable(() -> participants.stored(exchange))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(person -> send(person.orElse(null), exchange.getResponse()));
  }

  private Mono<Void> send(@Nullable Participant person, ServerHttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    headers.set(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"");
    headers.setCacheControl("no-store");
    Publisher<DataBuffer> body =
        DataBufferUtils.outputStreamPublisher(
            out -> write(person, out), response.bufferFactory(), writers, CHUNK);
    return response.writeWith(body);
  }

  private void write(@Nullable Participant person, OutputStream out) {
    try (OwnDataFile file = new OwnDataFile(new BufferedOutputStream(out, CHUNK))) {
      List<TermsAgreement> agreements =
          person == null ? List.of() : terms.agreementsOf(person.id());
      file.begin(person, agreements, time.now());
      if (person != null) {
        battles.forEach(person.id(), file::write);
      }
      file.end();
    }
  }

  @PostMapping(PAGE + "/withdraw")
  String withdraw(WithdrawalForm form, Model model, ServerWebExchange exchange) {
    String way = form.way();
    if (way == null || !WAYS.contains(way)) {
      return refuse("choose", HttpStatus.UNPROCESSABLE_CONTENT, model, exchange);
    }
    Optional<Participant> person = participants.stored(exchange);
    try {
      person.ifPresent(one -> {
        if (way.equals(TEXTS)) {
          withdrawal.deleteTexts(one.id());
        } else {
          withdrawal.withdraw(one.id());
        }
      });
    } catch (WithdrawalRefused stillWriting) {
      return refuse("writing", HttpStatus.CONFLICT, model, exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
    return "redirect:" + PAGE + "?done=" + way;
  }

  private String refuse(String rule, HttpStatus status, Model model, ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(status);
    model.addAttribute("problem", rule);
    return page(model, exchange);
  }
}
