package org.tiltyard.provider;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Talks to every OpenAI-compatible server through openai-java, over connections of its own. */
@Component
final class OpenAiGateway implements ChatGateway, AutoCloseable {

  private static final int IDLE_CONNECTIONS = 1000;
  private static final Duration IDLE_TIME = Duration.ofSeconds(30);

  private final ProviderSettings settings;
  private final EndpointKeys keys;
  private final ObjectProvider<BuiltInEndpoint> builtIn;
  private final Dialect.Book dialects = new Dialect.Book();
  private final Watchdog watchdog = new Watchdog();
  private final Resolver resolver;
  private final OkHttpClient http;
  private final OkHttpClient builtInHttp;

  @Autowired
  OpenAiGateway(
      ProviderSettings settings,
      EndpointKeys keys,
      ObjectProvider<BuiltInEndpoint> builtIn,
      Environment environment) {
    this(settings, keys, builtIn, environment.getProperty("tiltyard.public", Boolean.class, false));
  }

  OpenAiGateway(
      ProviderSettings settings,
      EndpointKeys keys,
      ObjectProvider<BuiltInEndpoint> builtIn,
      boolean publicArena) {
    this.settings = settings;
    this.keys = keys;
    this.builtIn = builtIn;
    this.resolver = new Resolver(settings.connectTimeout());
    Boolean chosen = settings.allowPrivateAddresses();
    boolean privateAllowed = chosen == null ? !publicArena : chosen;
    this.http = client(new AddressGuard(privateAllowed));
    this.builtInHttp = client(new AddressGuard(true));
  }

  /**
   * One connection for each stream, so that closing a stream closes its connection; everything on
   * the calling thread, so that no stream needs another. OkHttp's own time limits would cost a lock
   * with every read: the watchdog does their work.
   */
  private OkHttpClient client(AddressGuard guard) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS))
        .socketFactory(new Sockets(guard))
        .dns(resolver)
        .proxy(Proxy.NO_PROXY)
        .fastFallback(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(settings.connectTimeout())
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO)
        .build();
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

  private ChatStream open(
      OkHttpClient client, EndpointId endpoint, String baseUrl, String key, ChatRequest request) {
    String tidyUrl = baseUrl.strip().replaceAll("/+$", "");
    Upstream upstream = new Upstream(endpoint, tidyUrl, key, request, dialects);
    return new UpstreamStream(upstream, new Exchange(client), settings, watchdog);
  }

  @Override
  public void close() {
    watchdog.close();
    resolver.close();
    http.connectionPool().evictAll();
    builtInHttp.connectionPool().evictAll();
  }
}
