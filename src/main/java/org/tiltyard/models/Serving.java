package org.tiltyard.models;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.shared.InList;

/**
 * Models as they answer, for every prompt. Only their versions are asked for each time; what they
 * are is read when that has changed, on whichever node.
 */
@Component
class Serving {

  /** The present versions of a model and its endpoint. */
  private record Present(ModelId model, int version, EndpointId endpoint, int endpointVersion) {

    boolean is(Served kept) {
      return Objects.equals(version, kept.model().version())
          && endpoint.equals(kept.endpoint().id())
          && Objects.equals(endpointVersion, kept.endpoint().version());
    }
  }

  private final JdbcClient database;
  private final LanguageModels models;
  private final Endpoints endpoints;
  private final Map<ModelId, Served> kept = new ConcurrentHashMap<>();

  Serving(JdbcClient database, LanguageModels models, Endpoints endpoints) {
    this.database = database;
    this.models = models;
    this.endpoints = endpoints;
  }

  /** By id; unknown ones are missing. Their positions in lists may be old ones. */
  Map<ModelId, Served> of(Collection<ModelId> ids) {
    Map<ModelId, Served> served = new HashMap<>();
    database
        .sql(
            "select model.id, model.version, endpoint.id as endpoint_id,"
                + " endpoint.version as endpoint_version from language_model model"
                + " join endpoint on endpoint.id = model.endpoint_id where model.id in (:ids)")
        .param("ids", InList.padded(ids.stream().map(ModelId::value)))
        .query((row, number) ->
            new Present(
                new ModelId(row.getString("id")),
                row.getInt("version"),
                new EndpointId(row.getString("endpoint_id")),
                row.getInt("endpoint_version")))
        .list()
        .forEach(present -> served.put(present.model(), of(present)));
    return served;
  }

  private Served of(Present present) {
    Served known = kept.get(present.model());
    if (known != null && present.is(known)) {
      return known;
    }
    LanguageModel model = models.findById(present.model()).orElseThrow();
    Endpoint endpoint = endpoints.findById(model.endpointId()).orElseThrow();
    Served read = new Served(model, endpoint);
    kept.put(model.id(), read);
    return read;
  }
}
