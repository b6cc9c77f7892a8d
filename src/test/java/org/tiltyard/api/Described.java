package org.tiltyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API as a program reads it, to hold answers against. */
final class Described {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** One operation, such as {@code GET /api/v1/models/{id}}. */
  record Operation(String route, JsonNode node) {
    String id() {
      return node.get("operationId").asString();
    }

    String method() {
      return route.substring(0, route.indexOf(' '));
    }

    String path() {
      return route.substring(route.indexOf(' ') + 1);
    }

    @Nullable String scope() {
      return node.has("x-scope") ? node.get("x-scope").asString() : null;
    }

    Set<String> statuses() {
      return new TreeSet<>(node.get("responses").propertyNames());
    }
  }

  private final JsonNode tree;
  private final Map<String, Operation> operations = new TreeMap<>();
  private final SchemaRegistry schemas =
      SchemaRegistry.withDialect(
          Dialects.getDraft202012(),
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  Described(String json) {
    this.tree = JSON.readTree(json);
    for (Map.Entry<String, JsonNode> path : tree.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        assertThat(METHODS).contains(method.getKey());
        String route = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        operations.put(route, new Operation(route, method.getValue()));
      }
    }
  }

  JsonNode tree() {
    return tree;
  }

  List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  Set<String> routes() {
    return operations.keySet();
  }

  /** The names of the parameters of one kind: {@code query} or {@code path}. */
  Set<String> parameters(Operation operation, String in) {
    Set<String> names = new TreeSet<>();
    for (JsonNode given : operation.node().path("parameters")) {
      JsonNode parameter = resolved(given);
      if (parameter.get("in").asString().equals(in)) {
        names.add(parameter.get("name").asString());
      }
    }
    return names;
  }

  /** What the description says of an answer. */
  JsonNode response(Operation operation, int status) {
    JsonNode response = operation.node().get("responses").get(String.valueOf(status));
    assertThat(response).as("%s answered %d, undescribed", operation.route(), status).isNotNull();
    return resolved(response);
  }

  /** Every reference leads somewhere. */
  List<String> brokenReferences() {
    List<String> broken = new ArrayList<>();
    tree.findValuesAsString("$ref").stream()
        .filter(reference -> tree.at(reference.substring(1)).isMissingNode())
        .forEach(broken::add);
    return broken;
  }

  /** What of an answer's body is not as described; empty when all of it is. */
  List<String> differences(Operation operation, int status, String mediaType, String body) {
    JsonNode content = response(operation, status).path("content");
    JsonNode media = content.get(mediaType);
    if (media == null) {
      return List.of("%s is %s, not %s".formatted(status, mediaType, content.propertyNames()));
    }
    if (!mediaType.endsWith("json")) {
      return List.of();
    }
    ObjectNode schema = media.get("schema").deepCopy().asObject();
    schema.set("components", tree.get("components"));
    return schemas.getSchema(schema).validate(JSON.readTree(body)).stream()
        .map(Error::toString)
        .toList();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? tree.at(node.get("$ref").asString().substring(1)) : node;
  }
}
