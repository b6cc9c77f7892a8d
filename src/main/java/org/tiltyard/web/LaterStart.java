package org.tiltyard.web;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/**
 * Begins each request one task later on its event loop. Reactor Netty 1.3.6 and 1.3.7 stop reading
 * a kept-alive connection when a request that had to wait for its predecessor's end is answered
 * while it is being taken from the queue (reactor-netty issue 4361); begun later, none is.
 */
@Component
class LaterStart implements HttpHandlerDecoratorFactory {

  @Override
  public HttpHandler apply(HttpHandler handler) {
    return (request, response) ->
        nativeRequest(request) instanceof Connection connection
            ? later(handler, request, response, connection)
            : handler.handle(request, response);
  }

  private static Object nativeRequest(ServerHttpRequest request) {
    return ServerHttpRequestDecorator.getNativeRequest(request);
  }

  private static Mono<Void> later(
      HttpHandler handler,
      ServerHttpRequest request,
      ServerHttpResponse response,
      Connection connection) {
    return Mono.defer(() -> handler.handle(request, response))
        .subscribeOn(Schedulers.fromExecutor(connection.channel().eventLoop()));
  }
}
