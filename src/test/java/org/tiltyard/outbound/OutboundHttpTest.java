package org.tiltyard.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.outbound.OutboundFailure.Reason;

class OutboundHttpTest {

  private final OutboundHttp outbound = new OutboundHttp(Duration.ofSeconds(5), true);
  private final CountDownLatch never = new CountDownLatch(1);
  private final HttpServer server;

  OutboundHttpTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/echo",
        exchange -> {
          String said =
              exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X");
          byte[] body =
              (said + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/echo");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/large",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[1001]);
          exchange.close();
        });
    server.createContext(
        "/never",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
    outbound.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void sendsWhatItIsGiven() throws OutboundFailure {
    OutboundResponse response =
        outbound.send(
            OutboundRequest.post(url("/echo"), "text/plain", "hello".getBytes(UTF_8))
                .header("X", "y"));

    assertThat(response.text()).isEqualTo("POST y hello");
    assertThat(response.successful()).isTrue();
  }

  @Test
  void followsNoRedirect() {
    assertReason(OutboundRequest.get(url("/elsewhere")), Reason.REDIRECTED);
  }

  @Test
  void readsNoMoreThanAllowed() throws OutboundFailure {
    assertThat(outbound.send(OutboundRequest.get(url("/large")).atMost(1001)).body()).hasSize(1001);
    assertReason(OutboundRequest.get(url("/large")).atMost(1000), Reason.TOO_LARGE);
  }

  @Test
  void waitsNoLongerThanAllowed() {
    assertReason(
        OutboundRequest.get(url("/never")).within(Duration.ofMillis(50)), Reason.TIMED_OUT);
  }

  @Test
  void saysWhyItCouldNotConnect() throws IOException {
    int closed;
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = plain.getLocalPort();
      Thread.ofVirtual().start(() -> answerPlainly(plain));
      assertReason(OutboundRequest.get("https://127.0.0.1:" + closed + "/"), Reason.TLS);
    }

    assertReason(OutboundRequest.get("http://127.0.0.1:" + closed), Reason.UNREACHABLE);
    assertReason(OutboundRequest.get("http://nowhere.invalid/"), Reason.UNKNOWN_HOST);
    assertReason(OutboundRequest.get("http://169.254.169.254/"), Reason.ADDRESS_REFUSED);
    assertReason(OutboundRequest.get("http://user@127.0.0.1/"), Reason.ADDRESS_REFUSED);
  }

  private static void answerPlainly(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertReason(OutboundRequest request, Reason reason) {
    assertThatThrownBy(() -> outbound.send(request))
        .isInstanceOfSatisfying(
            OutboundFailure.class,
            failure -> assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason));
  }
}
