package org.tiltyard.provider;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The transport that one stream lends to openai-java: the calling thread does the network's work
 * itself, and the call under way can be ended from any other thread. The library's own transport
 * needs a platform thread for each stream, and closing it leaves the server generating.
 */
final class Exchange implements HttpClient {

  private static final int LONGEST_ERROR = 64 * 1024;

  private final OkHttpClient http;
  private volatile @Nullable Call call;
  private volatile boolean cancelled;
  private String errorBody = "";

  Exchange(OkHttpClient http) {
    this.http = http;
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    Call current = http.newCall(translated(request));
    call = current;
    if (cancelled) {
      current.cancel();
    }
    try {
      Response response = current.execute();
      return response.isSuccessful() ? new Streaming(response) : failed(response);
    } catch (IOException e) {
      throw new OpenAIIoException("Request failed", e);
    }
  }

  /** Ends the connection at once, or keeps it from ever being made. */
  void cancel() {
    cancelled = true;
    Call current = call;
    if (current != null) {
      current.cancel();
    }
  }

  /** What came with the last status other than success, at most 64 kB of it. */
  String errorBody() {
    return errorBody;
  }

  /** Never used: the gateway only makes blocking calls, each on a virtual thread. */
  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  /** Nothing of its own to close: the connections belong to all streams. */
  @Override
  public void close() {}

  private HttpResponse failed(Response response) throws IOException {
    try (response) {
      byte[] body = response.body().byteStream().readNBytes(LONGEST_ERROR);
      errorBody = new String(body, StandardCharsets.UTF_8);
      if (body.length == LONGEST_ERROR) {
        // Closing would wait for the rest.
        Objects.requireNonNull(call).cancel();
      }
      return new Buffered(response.code(), headersOf(response), new Buffer().write(body));
    }
  }

  private static Request translated(HttpRequest request) {
    Request.Builder builder = new Request.Builder().url(request.url());
    Headers headers = request.headers();
    for (String name : headers.names()) {
      headers.values(name).forEach(value -> builder.addHeader(name, value));
    }
    // A compressed event stream arrives in bursts.
    builder.header("Accept-Encoding", "identity");
    HttpRequestBody body = Objects.requireNonNull(request.body());
    return builder.method(request.method().name(), new Outgoing(body)).build();
  }

  private static Headers headersOf(Response response) {
    Headers.Builder headers = Headers.builder();
    response.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
    return headers.build();
  }

  private static final class Outgoing extends RequestBody {

    private final HttpRequestBody body;

    private Outgoing(HttpRequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      String type = body.contentType();
      return type == null ? null : MediaType.parse(type);
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) {
      body.writeTo(sink.outputStream());
    }
  }

  private record Streaming(Response response) implements HttpResponse {

    @Override
    public int statusCode() {
      return response.code();
    }

    @Override
    public Headers headers() {
      return headersOf(response);
    }

    @Override
    public InputStream body() {
      return response.body().byteStream();
    }

    @Override
    public void close() {
      response.close();
    }
  }

  /** An error's body, for the library to read in its turn. */
  private record Buffered(int statusCode, Headers headers, Buffer content) implements HttpResponse {

    @Override
    public InputStream body() {
      return content.clone().inputStream();
    }

    @Override
    public void close() {}
  }
}
