package org.tiltyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** What answers a program is called as its parent would call it, but no page is prepared for it. */
class DirectAdapterTest {

  private static final AtomicInteger LAYOUTS = new AtomicInteger();

  private final DirectAdapter adapter = new DirectAdapter();
  private final AtomicInteger blocking = new AtomicInteger();

  /** Counts the pages that are prepared. */
  @ControllerAdvice
  static class Layout {
    @ModelAttribute
    void layout(Model model) {
      model.addAttribute("layout", LAYOUTS.incrementAndGet());
    }
  }

  /** Stands for a controller. */
  static class Methods {
    ResponseEntity<String> vote(
        @PathVariable String id,
        @RequestBody Map<String, String> body,
        @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
        ServerWebExchange exchange) {
      String path = exchange.getRequest().getPath().value();
      return ResponseEntity.ok(id + " " + body.get("choice") + " " + last + " " + path);
    }

    @ResponseBody
    String refuse() {
      throw new IllegalStateException("refused");
    }

    Mono<Void> events() {
      return Mono.empty();
    }

    ResponseEntity<String> counted(@RequestParam(defaultValue = "any") String name) {
      return ResponseEntity.ok(name);
    }

    String page(Model model) {
      return "page " + model.getAttribute("layout");
    }

    @ResponseBody
    String withModel(Model model) {
      return "model " + model.getAttribute("layout");
    }
  }

  @BeforeEach
  void open() throws Exception {
    LAYOUTS.set(0);
    StaticApplicationContext context = new StaticApplicationContext();
    context.registerSingleton("layout", Layout.class);
    context.refresh();
    Executor counting =
        task -> {
          blocking.incrementAndGet();
          task.run();
        };
    adapter.setApplicationContext(context);
    adapter.setMessageReaders(ServerCodecConfigurer.create().getReaders());
    adapter.setBlockingExecutor(counting);
    adapter.afterPropertiesSet();
  }

  @Test
  void aMethodForProgramsTakesWhatTheRequestSays() {
    Object answer = call("vote", request("{\"choice\":\"a\"}", "7"));

    assertThat(answer).isEqualTo(ResponseEntity.ok("b1 a 7 /battles/b1/vote"));
    assertThat(LAYOUTS).hasValue(0);
  }

  @Test
  void theSameMethodIsCalledAnewForEachRequest() {
    assertThat(call("vote", request("{\"choice\":\"a\"}", null)))
        .isEqualTo(ResponseEntity.ok("b1 a null /battles/b1/vote"));
    assertThat(call("vote", request("{\"choice\":\"b\"}", null)))
        .isEqualTo(ResponseEntity.ok("b1 b null /battles/b1/vote"));
  }

  @Test
  void aBadBodyIsRefusedAsByTheParent() {
    assertThatThrownBy(() -> call("vote", request("{\"choice\"", null)))
        .isInstanceOf(ServerWebInputException.class);
  }

  @Test
  void whatTheMethodThrowsComesThrough() {
    assertThatThrownBy(() -> call("refuse", request("", null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("refused");
  }

  @Test
  void onlyMethodsThatMayBlockLeaveTheEventLoop() {
    call("events", request("", null));
    assertThat(blocking).hasValue(0);

    call("vote", request("{}", null));
    assertThat(blocking).hasPositiveValue();
  }

  @Test
  void pagesStillHaveTheirLayout() {
    assertThat(call("page", request("", null))).isEqualTo("page 1");
    assertThat(call("withModel", request("", null))).isEqualTo("model 2");
  }

  @Test
  void whatAControllerBindsItselfIsLeftToTheParent() {
    assertThat(call("counted", request("", null))).isEqualTo(ResponseEntity.ok("any"));
    assertThat(LAYOUTS).hasValue(1);
  }

  private static MockServerWebExchange request(String body, @Nullable String last) {
    MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.post("/battles/b1/vote");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    MockServerWebExchange exchange =
        MockServerWebExchange.from(request.contentType(MediaType.APPLICATION_JSON).body(body));
    exchange
        .getAttributes()
        .put(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", "b1"));
    return exchange;
  }

  private @Nullable Object call(String name, ServerWebExchange exchange) {
    for (var method : Methods.class.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        HandlerResult result =
            adapter.handle(exchange, new HandlerMethod(new Methods(), method)).block();
        return result == null ? null : result.getReturnValue();
      }
    }
    throw new IllegalArgumentException(Objects.toString(name));
  }
}
