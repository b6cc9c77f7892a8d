package org.tiltyard.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A form whose percent signs stand for nothing is the sender's mistake, not a failure of ours. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class FormFilter implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return chain.filter(new Form(exchange));
  }

  private static final class Form extends ServerWebExchangeDecorator {

    Form(ServerWebExchange exchange) {
      super(exchange);
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
      return super.getFormData()
          .onErrorMap(
              IllegalArgumentException.class,
              malformed -> new ServerWebInputException("malformed form", null, malformed));
    }
  }
}
