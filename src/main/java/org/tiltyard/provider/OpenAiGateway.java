package org.tiltyard.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundHttp;

/** Talks to every OpenAI-compatible server through openai-java, over guarded connections. */
@Component
final class OpenAiGateway implements ChatGateway, AutoCloseable {

  private static final int KNOCK_MILLIS = 3000;

  private final ProviderSettings settings;
  private final EndpointKeys keys;
  private final ObjectProvider<BuiltInEndpoint> builtIn;
  private final OkHttpClient http;
  private final OkHttpClient builtInHttp;
  private final Dialect.Book dialects = new Dialect.Book();
  private final Watchdog watchdog = new Watchdog();

  OpenAiGateway(
      ProviderSettings settings,
      EndpointKeys keys,
      ObjectProvider<BuiltInEndpoint> builtIn,
      OutboundHttp outbound) {
    this.settings = settings;
    this.keys = keys;
    this.builtIn = builtIn;
    this.http = withConnectTimeout(outbound.streams());
    this.builtInHttp = withConnectTimeout(outbound.streamsHere());
  }

  private OkHttpClient withConnectTimeout(OkHttpClient client) {
    return client.newBuilder().connectTimeout(settings.connectTimeout()).build();
  }

  @Override
  public ChatStream open(Endpoint endpoint, ChatRequest request) {
    if (endpoint.builtIn()) {
      BuiltInEndpoint here = builtIn.getIfAvailable();
      String baseUrl = here == null ? "" : here.baseUrl();
      return open(builtInHttp, endpoint.id(), baseUrl, here == null ? "" : here.key(), request);
    }
    String key = keys.keyFor(endpoint.id()).orElse("");
    return open(http, endpoint.id(), endpoint.baseUrl(), key, request);
  }

  /** An answer from a server that this application itself runs on this machine. */
  ChatStream openHere(String baseUrl, ChatRequest request) {
    return open(builtInHttp, new EndpointId(baseUrl), baseUrl, "", request);
  }

  /**
   * Sees whether the endpoint's server takes connections, without asking it anything.
   *
   * @throws ChatFailure when it does not
   */
  void knock(Endpoint endpoint) throws ChatFailure {
    try {
      HttpUrl url = OutboundHttp.parse(endpoint.baseUrl());
      IOException problem = new UnknownHostException(url.host());
      for (InetAddress address : http.dns().lookup(url.host())) {
        try (Socket socket = http.socketFactory().createSocket()) {
          socket.connect(new InetSocketAddress(address, url.port()), KNOCK_MILLIS);
          return;
        } catch (IOException e) {
          problem = e;
        }
      }
      throw problem;
    } catch (IOException e) {
      throw Failures.ofTransport(e).without("");
    }
  }

  private ChatStream open(
      OkHttpClient client, EndpointId endpoint, String baseUrl, String key, ChatRequest request) {
    String tidyUrl = baseUrl.strip().replaceAll("/+$", "");
    Upstream upstream = new Upstream(endpoint, tidyUrl, key, request, dialects);
    return new UpstreamStream(upstream, new Exchange(client), settings, watchdog);
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
