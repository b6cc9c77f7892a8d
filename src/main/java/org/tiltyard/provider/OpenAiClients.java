package org.tiltyard.provider;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.ObjectMappers;
import com.openai.core.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;

/**
 * Clients of openai-java whose every connection goes through the address guard, on the thread that
 * calls. They retry nothing, log nothing and follow no redirect.
 */
@Component
public final class OpenAiClients {

  private static final long LONGEST = 1024 * 1024;
  private static final Executor UNUSED = Runnable::run;
  private static final Sleeper NEVER = new NoSleep();

  static final JsonMapper JSON = mapper();

  private final OkHttpClient http;

  OpenAiClients(OutboundHttp outbound) {
    this.http = outbound.streams();
  }

  /**
   * A client for single, short calls: responses of 1 MB at most. Its calls block; make them on a
   * virtual thread.
   *
   * @param key empty when the server asks for none
   * @param within until the last byte of a response, connecting included
   * @throws AddressRefused when the address can't be used as it is written
   */
  public OpenAIClient client(String baseUrl, String key, Duration within) throws AddressRefused {
    String address = OutboundHttp.parse(baseUrl).toString().replaceAll("/+$", "");
    OkHttpClient bounded =
        http.newBuilder()
            .callTimeout(within)
            .addInterceptor(chain -> whole(chain.proceed(chain.request())))
            .build();
    return new OpenAIClientImpl(options(new Exchange(bounded), address, Access.of(key)));
  }

  /** A response read to its end, so that the time limit holds for it and its size is known. */
  private static Response whole(Response response) throws IOException {
    try (ResponseBody body = response.body()) {
      byte[] bytes = body.byteStream().readNBytes((int) LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("the response is larger than " + LONGEST + " bytes");
      }
      return response.newBuilder().body(ResponseBody.create(bytes, body.contentType())).build();
    }
  }

  /** How every request is made, whatever carries it. */
  static ClientOptions options(Exchange exchange, String address, Access access) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .httpClient(exchange)
            .streamHandlerExecutor(UNUSED)
            .sleeper(NEVER)
            .jsonMapper(JSON)
            .baseUrl(address)
            .apiKey(access.key().isEmpty() ? "none" : access.key())
            .maxRetries(0)
            .logLevel(LogLevel.OFF)
            .disableTelemetry(true)
            .putHeader("User-Agent", "Tiltyard");
    if (access.key().isEmpty()) {
      options.removeHeaders("Authorization");
    }
    access.headers().forEach(options::replaceHeaders);
    return options.build();
  }

  /** The library's own, but with shared buffers: kept by thread, every stream would hold some. */
  private static JsonMapper mapper() {
    JsonMapper mapper = ObjectMappers.jsonMapper().copy();
    mapper.getFactory().setRecyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
    return mapper;
  }

  /** The library's own would start a thread for each client, to wait between retries. */
  private static final class NoSleep implements Sleeper {

    @Override
    public void sleep(Duration duration) {}

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
