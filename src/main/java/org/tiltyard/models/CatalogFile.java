package org.tiltyard.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Imported.Server;
import org.tiltyard.models.Imported.Skipped;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The arena's own file of models and endpoints, without keys: the same models give the same bytes.
 */
final class CatalogFile {

  static final String FORMAT = "tiltyard-models";
  static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      JSON.rebuild()
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
          .build()
          .writerWithDefaultPrettyPrinter();
  private static final Set<String> STATES =
      Set.of(LanguageModel.ACTIVE, LanguageModel.PAUSED, LanguageModel.RETIRED);

  private CatalogFile() {}

  /** The whole file; models in their order, and each by the name of its endpoint. */
  record Content(
      @Nullable String format,
      int version,
      @Nullable List<ServerEntry> endpoints,
      @Nullable List<ModelEntry> models) {}

  /** An endpoint. */
  record ServerEntry(@Nullable String name, @Nullable String baseUrl) {}

  /** A model; what is not set is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ModelEntry(
      @Nullable String name,
      @Nullable String endpoint,
      @Nullable String model,
      @Nullable String state,
      @Nullable String organisation,
      @Nullable String license,
      @Nullable String link,
      @Nullable String description,
      @Nullable Integer contextLength,
      @Nullable Double priceIn,
      @Nullable Double priceOut,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer maxTokens,
      @Nullable String systemPrompt,
      @Nullable JsonNode extraBody,
      @Nullable Boolean images,
      @Nullable String group,
      @Nullable Boolean anonymousOnly,
      @Nullable Double weight) {

    static ModelEntry of(LanguageModel model, String endpoint) {
      ModelDescription described = model.described();
      String extraBody = described.extraBody();
      return new ModelEntry(
          model.name(),
          endpoint,
          model.providerModel(),
          model.state(),
          described.organisation(),
          described.license(),
          described.link(),
          described.description(),
          described.contextLength(),
          described.priceIn(),
          described.priceOut(),
          described.temperature(),
          described.topP(),
          described.maxTokens(),
          described.systemPrompt(),
          extraBody == null ? null : JSON.readTree(extraBody),
          described.images(),
          described.pairGroup(),
          described.anonymousOnly(),
          described.weight());
    }

    ModelDescription describe() {
      String publicName = name == null ? "" : name.strip();
      return new ModelDescription(
          publicName,
          model == null ? publicName : model.strip(),
          organisation,
          license,
          link,
          description,
          systemPrompt,
          temperature,
          topP,
          maxTokens,
          contextLength,
          priceIn,
          priceOut,
          extraBody == null || extraBody.isNull() ? null : extraBody.toString(),
          Boolean.TRUE.equals(images),
          group,
          Boolean.TRUE.equals(anonymousOnly),
          weight == null ? 1 : weight);
    }
  }

  /** Writes every endpoint and model that is not built in. */
  static byte[] write(List<Endpoint> endpoints, List<LanguageModel> models) {
    List<ServerEntry> servers =
        endpoints.stream()
            .map(endpoint -> new ServerEntry(endpoint.name(), endpoint.baseUrl()))
            .toList();
    List<ModelEntry> entries =
        models.stream()
            .filter(model -> !model.demo() && !model.isImported())
            .map(model -> ModelEntry.of(model, nameOf(model.endpointId(), endpoints)))
            .toList();
    String text = WRITER.writeValueAsString(new Content(FORMAT, VERSION, servers, entries));
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String nameOf(EndpointId id, List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.id().equals(id))
        .map(Endpoint::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no endpoint " + id));
  }

  /**
   * Reads a file of either format.
   *
   * @throws ImportRefused when it is none, with the place
   */
  static Imported read(byte[] file) throws ImportRefused {
    JsonNode root;
    try {
      root = JSON.readTree(file);
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw place == null
          ? new ImportRefused("import.format")
          : new ImportRefused("json", place.getLineNr(), place.getColumnNr());
    }
    if (root.isObject() && root.path("format").asString("").equals(FORMAT)) {
      return readOwn(root);
    }
    if (FastChatFile.recognises(root)) {
      return FastChatFile.read(root);
    }
    throw new ImportRefused("import.format");
  }

  private static Imported readOwn(JsonNode root) throws ImportRefused {
    if (root.path("version").asInt(0) != VERSION) {
      throw new ImportRefused("import.version", root.path("version").toString(), VERSION);
    }
    Content content;
    try {
      content = JSON.treeToValue(root, Content.class);
    } catch (DatabindException e) {
      throw new ImportRefused("import.field", place(e));
    }
    List<Server> servers = new ArrayList<>();
    for (ServerEntry entry :
        Objects.requireNonNullElse(content.endpoints, List.<ServerEntry>of())) {
      String url = entry.baseUrl() == null ? "" : entry.baseUrl();
      if (entry.name() == null || entry.name().isBlank() || !url.matches("https?://\\S+")) {
        throw new ImportRefused("import.endpoint", servers.size() + 1);
      }
      servers.add(new Server(entry.name(), url, ""));
    }
    return models(content, servers);
  }

  private static Imported models(Content content, List<Server> servers) {
    Set<String> known = new HashSet<>(servers.stream().map(Server::name).toList());
    Set<String> seen = new HashSet<>();
    List<Imported.Entry> models = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (ModelEntry entry : Objects.requireNonNullElse(content.models, List.<ModelEntry>of())) {
      ModelDescription described = entry.describe();
      List<Fault> faults = new ArrayList<>(ModelRules.faults(described));
      String endpoint = entry.endpoint() == null ? "" : entry.endpoint();
      String state = entry.state() == null ? LanguageModel.PAUSED : entry.state();
      if (!known.contains(endpoint)) {
        faults.add(Fault.of("endpoint", "import.no-endpoint", endpoint));
      }
      if (!STATES.contains(state)) {
        faults.add(Fault.of("state", "import.state", state));
      }
      if (!seen.add(described.name().toLowerCase(Locale.ROOT))) {
        faults.add(Fault.of("name", "import.twice"));
      }
      if (faults.isEmpty()) {
        models.add(new Imported.Entry(described, endpoint, state));
      } else {
        skipped.add(new Skipped(described.name(), faults.getFirst()));
      }
    }
    return new Imported(servers, models, skipped);
  }

  /** Such as {@code models[2].weight}. */
  private static String place(DatabindException e) {
    StringBuilder place = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return place.toString();
  }
}
