package org.tiltyard.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.ObjectMappers;
import com.openai.core.Sleeper;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.tiltyard.outbound.AddressRefused;
import org.tiltyard.outbound.OutboundHttp;

/**
 * One request to one server, as openai-java builds, authenticates and sends it. Only the raw body
 * is taken from the library: mapping every chunk to its types costs more than all the rest.
 *
 * @param baseUrl without a slash at its end
 * @param access what the request is sent with
 */
record Upstream(
    EndpointId endpoint,
    String baseUrl,
    Access access,
    ChatRequest request,
    Dialect.Book dialects) {

  private static final Executor UNUSED = Runnable::run;
  private static final Sleeper NEVER = new NoSleep();
  private static final JsonMapper JSON = mapper();

  /**
   * Sends the request and waits for the headers of the response. A server that does not understand
   * an optional parameter is asked again without it.
   *
   * @throws AddressRefused when the address can't be used as it is written
   * @throws com.openai.errors.OpenAIException when no successful response comes
   */
  HttpResponse open(Exchange exchange) throws AddressRefused {
    String address = OutboundHttp.parse(baseUrl).toString().replaceAll("/+$", "");
    Dialect dialect = dialects.of(endpoint, request.model());
    while (true) {
      try {
        HttpResponse response = send(exchange, dialect, address);
        dialects.learn(endpoint, request.model(), dialect);
        return response;
      } catch (BadRequestException | UnprocessableEntityException e) {
        dialect = simpler(dialect, exchange.errorBody(), e);
      }
    }
  }

  private Dialect simpler(Dialect dialect, String complaint, OpenAIServiceException failure) {
    FailureKind kind = Failures.ofStatus(failure.statusCode(), complaint).kind();
    Optional<Dialect> next =
        kind == FailureKind.REFUSED
            ? dialect.after(complaint, request.sampling())
            : Optional.empty();
    return next.orElseThrow(() -> failure);
  }

  @SuppressWarnings("MustBeClosedChecker") // the stream that gets it closes it
  private HttpResponse send(Exchange exchange, Dialect dialect, String address) {
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
    return new OpenAIClientImpl(options.build())
        .withRawResponse()
        .chat()
        .completions()
        .createStreaming(parameters(dialect));
  }

  @SuppressWarnings("deprecation") // max_tokens: its successor is unknown to many servers
  private ChatCompletionCreateParams parameters(Dialect dialect) {
    Sampling sampling = request.sampling();
    ChatCompletionCreateParams.Builder parameters =
        ChatCompletionCreateParams.builder().model(request.model());
    for (ChatMessage message : request.messages()) {
      String text = TextRepair.repaired(message.text());
      switch (message.role()) {
        case SYSTEM -> parameters.addSystemMessage(text);
        case USER -> parameters.addUserMessage(text);
        case ASSISTANT -> parameters.addAssistantMessage(text);
      }
    }
    if (dialect.temperature() && sampling.temperature() != null) {
      parameters.temperature(sampling.temperature());
    }
    if (dialect.topP() && sampling.topP() != null) {
      parameters.topP(sampling.topP());
    }
    Integer maxTokens = sampling.maxTokens();
    if (maxTokens != null && dialect.maxTokens()) {
      parameters.maxTokens(maxTokens.longValue());
    } else if (maxTokens != null) {
      parameters.maxCompletionTokens(maxTokens.longValue());
    }
    if (dialect.usage()) {
      parameters.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    }
    String extraBody = request.extraBody();
    if (extraBody != null) {
      addExtra(extraBody, parameters);
    }
    return parameters.build();
  }

  private static void addExtra(String json, ChatCompletionCreateParams.Builder parameters) {
    try {
      JSON.readTree(json)
          .properties()
          .forEach(field ->
              parameters.putAdditionalBodyProperty(
                  field.getKey(), JsonValue.fromJsonNode(field.getValue())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the extra body is not JSON", e);
    }
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
