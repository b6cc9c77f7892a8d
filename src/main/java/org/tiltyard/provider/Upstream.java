package org.tiltyard.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.Optional;
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
    ClientOptions options = OpenAiClients.options(exchange, address, access);
    return new OpenAIClientImpl(options)
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
      OpenAiClients.JSON
          .readTree(json)
          .properties()
          .forEach(field ->
              parameters.putAdditionalBodyProperty(
                  field.getKey(), JsonValue.fromJsonNode(field.getValue())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the extra body is not JSON", e);
    }
  }
}
