package org.tiltyard.models;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import org.tiltyard.provider.ModelProbe;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** The page where a model shows that it answers. */
@Controller
class TrialController {

  private static final String PAGE = ModelsController.PAGE + "/{id}/test";

  private final ModelCatalog catalog;
  private final ModelTrial trial;
  private final MessageSource messages;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  TrialController(ModelCatalog catalog, ModelTrial trial, MessageSource messages) {
    this.catalog = catalog;
    this.trial = trial;
    this.messages = messages;
  }

  @GetMapping(PAGE)
  String page(@PathVariable String id, Model model) {
    return show(catalog.find(id), model);
  }

  /** Without a script: waits for the whole answer. */
  @PostMapping(path = PAGE, produces = MediaType.TEXT_HTML_VALUE)
  String test(@PathVariable String id, Model model, ServerWebExchange exchange) {
    ModelProbe.Report report = trial.run(catalog.find(id), words -> {});
    model.addAttribute("result", view(report, exchange));
    return show(catalog.find(id), model);
  }

  /** With a script: {@code text} as it comes, then one {@code result}. */
  @PostMapping(path = PAGE, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<Object>> stream(@PathVariable String id, ServerWebExchange exchange) {
    exchange.getResponse().getHeaders().set("X-Accel-Buffering", "no");
    return Flux.create(sink -> readers.execute(() -> test(id, sink, exchange)));
  }

  private void test(String id, FluxSink<ServerSentEvent<Object>> sink, ServerWebExchange exchange) {
    try {
      ModelProbe.Report report = trial.run(catalog.find(id), words -> pass(words, sink));
      sink.next(event("result", view(report, exchange)));
      sink.complete();
    } catch (RuntimeException e) {
      sink.error(e);
    }
  }

  /** Nobody reads on: the answer is given up, and with it the connection to the server. */
  private static void pass(String words, FluxSink<ServerSentEvent<Object>> sink) {
    if (sink.isCancelled()) {
      throw new CancellationException();
    }
    sink.next(event("text", Map.of("text", words)));
  }

  private static ServerSentEvent<Object> event(String name, Object data) {
    return ServerSentEvent.builder().event(name).data(data).build();
  }

  private TrialView view(ModelProbe.Report report, ServerWebExchange exchange) {
    var locale = ModelPages.locale(exchange);
    return TrialView.of(report, locale, key -> messages.getMessage(key, null, locale));
  }

  private static String show(LanguageModel known, Model model) {
    model.addAttribute("model", known);
    model.addAttribute("prompt", ModelTrial.PROMPT);
    return "models/test";
  }
}
