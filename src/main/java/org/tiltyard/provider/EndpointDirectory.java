package org.tiltyard.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tiltyard.outbound.OutboundFailure;
import org.tiltyard.outbound.OutboundHttp;
import org.tiltyard.outbound.OutboundRequest;
import org.tiltyard.outbound.OutboundResponse;
import org.tiltyard.shared.Vault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks endpoints what they serve: {@code GET <base>/models}. Blocks for as long as that takes. */
@Component
public class EndpointDirectory {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int LONGEST_ID = 300;
  private static final int MOST = 2000;

  private final OutboundHttp outbound;
  private final EndpointSecrets secrets;

  EndpointDirectory(OutboundHttp outbound, EndpointSecrets secrets) {
    this.outbound = outbound;
    this.secrets = secrets;
  }

  /**
   * The ids of the models that the endpoint serves, sorted, at most 2,000.
   *
   * @throws EndpointProblem when it does not say
   */
  public List<String> list(Endpoint endpoint) throws EndpointProblem {
    if (endpoint.internal()) {
      throw new EndpointProblem(Finding.of(Finding.Kind.NO_MODEL_LIST));
    }
    try {
      return list(endpoint.baseUrl(), secrets.accessTo(endpoint), WITHIN);
    } catch (Vault.Unreadable e) {
      throw new EndpointProblem(
          new Finding(Finding.Kind.UNREADABLE_KEY, String.valueOf(e.getMessage())));
    }
  }

  List<String> list(String baseUrl, Access access, Duration within) throws EndpointProblem {
    OutboundRequest request =
        OutboundRequest.get(baseUrl.strip().replaceAll("/+$", "") + "/models")
            .within(within)
            .atMost(LONGEST);
    if (!access.key().isEmpty()) {
      request = request.header("Authorization", "Bearer " + access.key());
    }
    for (var header : access.headers().entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    try {
      return ids(outbound.send(request), access);
    } catch (OutboundFailure e) {
      throw problem(Finding.kindOf(e.reason()), String.valueOf(e.getMessage()), access);
    }
  }

  private static List<String> ids(OutboundResponse response, Access access) throws EndpointProblem {
    String body = response.text().strip();
    if (!response.successful()) {
      boolean hasKey = !access.key().isEmpty();
      throw problem(Finding.ofStatus(response.status(), body, hasKey), body, access);
    }
    if (body.startsWith("<")) {
      throw problem(Finding.Kind.WEB_PAGE, body, access);
    }
    try {
      JsonNode data = JSON.readTree(body).path("data");
      if (!data.isArray()) {
        throw problem(Finding.Kind.NO_MODEL_LIST, body, access);
      }
      List<String> ids = new ArrayList<>();
      for (JsonNode model : data) {
        String id = model.path("id").asString("");
        if (!id.isBlank() && id.length() <= LONGEST_ID && ids.size() < MOST) {
          ids.add(id);
        }
      }
      ids.sort(Comparator.naturalOrder());
      return ids.stream().distinct().toList();
    } catch (JacksonException e) {
      throw problem(Finding.Kind.NO_MODEL_LIST, body, access);
    }
  }

  private static EndpointProblem problem(Finding.Kind kind, String words, Access access) {
    String detail =
        new ChatFailure(FailureKind.REFUSED, Redaction.of(words, access.secrets())).detail();
    return new EndpointProblem(new Finding(kind, detail));
  }
}
