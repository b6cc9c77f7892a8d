package org.tiltyard.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundFailure.Reason;

/**
 * HTTP to addresses that somebody typed in. Every connection is resolved here, its very address is
 * checked as it is made, and it goes where it was checked: a name cannot mean one address to the
 * guard and another to the socket. Redirects, proxies and cookies are never followed, used or kept.
 * Calls block; make them on a virtual thread.
 */
@Component
public final class OutboundHttp implements AutoCloseable {

  private static final int IDLE_CONNECTIONS = 1000;
  private static final Duration IDLE_TIME = Duration.ofSeconds(30);

  private final AddressGuard guard;
  private final Names names;
  private final Optional<Resolver> ownNames;
  private final OkHttpClient streams;
  private final OkHttpClient streamsHere;
  private final OkHttpClient calls;

  @Autowired
  OutboundHttp(OutboundSettings settings, ObjectProvider<Names> names, Environment environment) {
    this(
        settings.connectTimeout(),
        settings.privateAllowed(environment.getProperty("tiltyard.public", Boolean.class, false)),
        Optional.ofNullable(names.getIfAvailable()));
  }

  /** A way out of its own, outside an application. */
  public OutboundHttp(Duration connectTimeout, boolean privateAllowed) {
    this(connectTimeout, privateAllowed, Optional.empty());
  }

  private OutboundHttp(Duration connectTimeout, boolean privateAllowed, Optional<Names> given) {
    this.ownNames =
        given.isPresent() ? Optional.empty() : Optional.of(new Resolver(connectTimeout));
    this.names = given.or(() -> ownNames).orElseThrow();
    this.guard = new AddressGuard(privateAllowed);
    this.streams = client(guard, connectTimeout);
    this.streamsHere = client(new AddressGuard(true), connectTimeout);
    this.calls = client(guard, connectTimeout);
  }

  /**
   * One connection for each call, so that closing a stream closes its connection; everything on the
   * calling thread, so that no stream needs another.
   */
  private OkHttpClient client(AddressGuard addresses, Duration connectTimeout) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS))
        .socketFactory(new Sockets(addresses))
        .dns(names)
        .proxy(Proxy.NO_PROXY)
        .fastFallback(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(connectTimeout)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO)
        .addInterceptor(chain -> {
          Address.check(chain.request().url());
          return chain.proceed(chain.request());
        })
        .build();
  }

  /**
   * A client for streams of any length: it limits the time to connect and nothing else, because
   * OkHttp's own limits would cost a lock with every read. Whoever uses it watches the time and the
   * size, and treats a redirect as an error.
   */
  public OkHttpClient streams() {
    return streams;
  }

  /** As {@link #streams}, for a server that this application runs itself; never for a typed one. */
  public OkHttpClient streamsHere() {
    return streamsHere;
  }

  /**
   * Reads an address as connections will: http or https, no user name, no number in disguise, no
   * metadata service.
   *
   * @throws AddressRefused with the reason
   */
  public static HttpUrl parse(String url) throws AddressRefused {
    return Address.parse(url);
  }

  /**
   * Whether an address may be used, as far as its spelling shows. A name is only looked up, and its
   * addresses checked, when a connection is made.
   *
   * @return the address as it will be used
   * @throws AddressRefused with the reason
   */
  public HttpUrl check(String url) throws AddressRefused {
    HttpUrl parsed = Address.parse(url);
    Optional<InetAddress> literal = Address.literal(parsed);
    if (literal.isPresent()) {
      guard.check(literal.get());
    }
    return parsed;
  }

  /**
   * Sends a request and waits for the whole response.
   *
   * @throws OutboundFailure when there is none, it is a redirect, too large or too late
   */
  public OutboundResponse send(OutboundRequest request) throws OutboundFailure {
    try {
      OkHttpClient client = calls.newBuilder().callTimeout(request.within()).build();
      try (Response response = client.newCall(translated(request)).execute()) {
        return read(response, request.longest());
      }
    } catch (OutboundFailure e) {
      throw e;
    } catch (IOException e) {
      throw new OutboundFailure(OutboundFailure.reasonOf(e), e);
    } catch (IllegalArgumentException e) {
      throw new OutboundFailure(Reason.NOT_HTTP, "a header holds a character that can't be sent");
    }
  }

  private static OutboundResponse read(Response response, int longest) throws IOException {
    if (response.isRedirect()) {
      throw new OutboundFailure(
          Reason.REDIRECTED, "the server answers with a redirect, which is never followed");
    }
    byte[] body = response.body().byteStream().readNBytes(longest + 1);
    if (body.length > longest) {
      throw new OutboundFailure(
          Reason.TOO_LARGE, "the response is larger than " + longest + " bytes");
    }
    return new OutboundResponse(response.code(), response.headers(), body);
  }

  private Request translated(OutboundRequest request) throws AddressRefused {
    Request.Builder builder = new Request.Builder().url(check(request.url()));
    // Unpacking could make much of little.
    builder.header("Accept-Encoding", "identity").header("User-Agent", "Tiltyard");
    request.headers().forEach(builder::header);
    byte[] body = request.body();
    return builder
        .method(
            request.method(),
            body == null ? null : RequestBody.create(body, MediaType.parse(request.type())))
        .build();
  }

  @Override
  public void close() {
    ownNames.ifPresent(Resolver::close);
    streams.connectionPool().evictAll();
    streamsHere.connectionPool().evictAll();
    calls.connectionPool().evictAll();
  }
}
