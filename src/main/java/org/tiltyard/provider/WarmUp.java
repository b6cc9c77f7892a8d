package org.tiltyard.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Holds one whole conversation with a throwaway server on this machine as soon as the application
 * has started, in the background: the first request loads some thousand classes (openai-java reads
 * its own by Kotlin reflection), which would otherwise cost the first voter half a second.
 */
@Component
final class WarmUp {

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int PATIENCE_MILLIS = 5000;

  private static final byte[] REPLY =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Connection: close\r
      \r
      data: {"model":"m","choices":[{"index":0,"delta":{"content":"hello"}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}

      data: [DONE]

      """
          .getBytes(US_ASCII);

  private final OpenAiGateway gateway;

  WarmUp(OpenAiGateway gateway) {
    this.gateway = gateway;
  }

  @EventListener(ApplicationStartedEvent.class)
  void begin() {
    Thread.ofPlatform().daemon().name("provider-warm-up").start(this::converse);
  }

  /** Whether it went well; nothing depends on it. */
  boolean converse() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(PATIENCE_MILLIS);
      Thread.ofVirtual().start(() -> reply(server));
      String baseUrl = "http://127.0.0.1:" + server.getLocalPort() + "/v1";
      List<ChatMessage> messages =
          List.of(ChatMessage.system("s"), ChatMessage.user("u"), ChatMessage.assistant("a"));
      ChatRequest request = new ChatRequest("m", messages, new Sampling(0.7, 1.0, 1));
      try (ChatStream stream = gateway.openHere(baseUrl, request)) {
        while (stream.next() != null) {
          // Only the classes matter.
        }
      }
      return true;
    } catch (IOException | ChatFailure e) {
      log.debug("The warm-up of the model gateway failed", e);
      return false;
    }
  }

  private static void reply(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(REPLY);
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      log.debug("The warm-up's server gave up waiting", e);
    }
  }
}
