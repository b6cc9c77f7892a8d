package org.tiltyard.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.shared.Vault;

/** Talks to every OpenAI-compatible server through openai-java, over guarded connections. */
@Component
final class OpenAiGateway implements ChatGateway, AutoCloseable {

  private static final int KNOCK_MILLIS = 3000;

  private final ProviderSettings settings;
  private final EndpointSecrets secrets;
  private final EndpointMeter meter;
  private final ObjectProvider<BuiltInEndpoint> builtIn;
  private final OkHttpClient http;
  private final OkHttpClient builtInHttp;
  private final Dialect.Book dialects = new Dialect.Book();
  private final Watchdog watchdog = new Watchdog();

  OpenAiGateway(
      ProviderSettings settings,
      EndpointSecrets secrets,
      EndpointMeter meter,
      ObjectProvider<BuiltInEndpoint> builtIn,
      OutboundHttp outbound) {
    this.settings = settings;
    this.secrets = secrets;
    this.meter = meter;
    this.builtIn = builtIn;
    this.http = withConnectTimeout(outbound.streams());
    this.builtInHttp = withConnectTimeout(outbound.streamsHere());
  }

  private OkHttpClient withConnectTimeout(OkHttpClient client) {
    return client.newBuilder().connectTimeout(settings.connectTimeout()).build();
  }

  @Override
  public ChatStream open(Endpoint endpoint, ChatRequest request) {
    return open(endpoint, request, () -> meter.admit(endpoint, request.model()));
  }

  /**
   * An answer past the endpoint's own limits: for a token that only shows whether a model is there.
   */
  ChatStream openUncounted(Endpoint endpoint, ChatRequest request) {
    return open(endpoint, request, null);
  }

  private ChatStream open(
      Endpoint endpoint, ChatRequest request, UpstreamStream.@Nullable Doorkeeper door) {
    if (endpoint.builtIn()) {
      BuiltInEndpoint here = builtIn.getIfAvailable();
      String baseUrl = here == null ? "" : here.baseUrl();
      Access access = here == null ? Access.NONE : Access.of(here.key());
      return stream(builtInHttp, upstream(endpoint.id(), baseUrl, access, request), settings, null);
    }
    ProviderSettings own = endpoint.limits().over(settings);
    OkHttpClient client =
        own.connectTimeout().equals(settings.connectTimeout())
            ? http
            : http.newBuilder().connectTimeout(own.connectTimeout()).build();
    try {
      Access access = secrets.accessTo(endpoint);
      return stream(
          client, upstream(endpoint.id(), endpoint.baseUrl(), access, request), own, door);
    } catch (Vault.Unreadable e) {
      // Told where every other failure is told: to whoever reads the stream.
      return stream(
          client,
          upstream(endpoint.id(), endpoint.baseUrl(), Access.NONE, request),
          own,
          () -> {
            throw new RawFailure(FailureKind.REFUSED, String.valueOf(e.getMessage()));
          });
    }
  }

  /** An answer from a server that this application itself runs on this machine. */
  ChatStream openHere(String baseUrl, ChatRequest request) {
    Upstream upstream = upstream(new EndpointId(baseUrl), baseUrl, Access.NONE, request);
    return stream(builtInHttp, upstream, settings, null);
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
      throw Failures.ofTransport(e).without(List.of());
    }
  }

  private Upstream upstream(
      EndpointId endpoint, String baseUrl, Access access, ChatRequest request) {
    String tidyUrl = baseUrl.strip().replaceAll("/+$", "");
    return new Upstream(endpoint, tidyUrl, access, request, dialects);
  }

  private ChatStream stream(
      OkHttpClient client,
      Upstream upstream,
      ProviderSettings limits,
      UpstreamStream.@Nullable Doorkeeper door) {
    return new UpstreamStream(upstream, new Exchange(client), limits, watchdog, door);
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
