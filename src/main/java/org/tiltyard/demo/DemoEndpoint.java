package org.tiltyard.demo;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.BuiltInEndpoint;

/** Where this process serves its demo models, and the key it made up for itself at start. */
@Component
class DemoEndpoint implements BuiltInEndpoint {

  private static final int KEY_BYTES = 32;

  private final String host;
  private final String key = randomKey();
  private volatile int port;

  DemoEndpoint(ServerProperties server) {
    this.host = host(server.getAddress());
  }

  /** The server's own address when it is bound to one, else the loopback address. */
  private static String host(@Nullable InetAddress bound) {
    if (bound == null || bound.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    String address = bound.getHostAddress();
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "demo-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @EventListener
  void on(ReactiveWebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() == null) {
      port = event.getWebServer().getPort();
    }
  }

  /**
   * Base address of the OpenAI-compatible API.
   *
   * @throws IllegalStateException before the web server listens
   */
  @Override
  public String baseUrl() {
    if (port <= 0) {
      throw new IllegalStateException("the web server doesn't listen yet");
    }
    return "http://" + host + ":" + port + "/demo/v1";
  }

  /** The key that the API asks for; another one in every process. */
  @Override
  public String key() {
    return key;
  }

  /** Whether an Authorization header carries the key; takes the same time for any wrong one. */
  boolean allows(@Nullable String authorization) {
    byte[] expected = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }
}
