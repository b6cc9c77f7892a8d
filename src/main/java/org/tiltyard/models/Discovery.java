package org.tiltyard.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.shared.Time;

/** Adds models that an endpoint says it serves. */
@Component
class Discovery {

  private static final int LONGEST_NAME = 120;

  /**
   * An id that the endpoint lists.
   *
   * @param added whether the arena has it from this endpoint already
   */
  record Listed(String id, boolean added) {}

  private final LanguageModels models;
  private final JdbcClient database;
  private final AuditLog audit;
  private final Time time;

  Discovery(LanguageModels models, JdbcClient database, AuditLog audit, Time time) {
    this.models = models;
    this.database = database;
    this.audit = audit;
    this.time = time;
  }

  /** The ids, each with whether it is there already. */
  List<Listed> mark(Endpoint endpoint, List<String> ids) {
    Set<String> known = idsAt(endpoint);
    return ids.stream().map(id -> new Listed(id, known.contains(id))).toList();
  }

  /**
   * Adds the ids that are not there yet, paused until an admin has tested them.
   *
   * @return the new models
   */
  @Transactional
  List<LanguageModel> add(Endpoint endpoint, List<String> ids, SignedIn by) {
    Set<String> known = idsAt(endpoint);
    List<LanguageModel> added = new ArrayList<>();
    for (String id : ids) {
      if (known.add(id)) {
        ModelDescription described = ModelDescription.named(freeName(id), id);
        LanguageModel model =
            models.save(LanguageModel.added(described, endpoint.id(), time.now()));
        audit.record(
            by,
            "model.added",
            "model",
            model.id().value(),
            model.name(),
            Map.of("endpoint", endpoint.name(), "id", id));
        added.add(model);
      }
    }
    return added;
  }

  private Set<String> idsAt(Endpoint endpoint) {
    return new HashSet<>(
        database
            .sql("select provider_model from language_model where endpoint_id = ?")
            .param(endpoint.id().value())
            .query((row, number) -> row.getString(1))
            .list());
  }

  /** The id itself as the public name, or with a number when another model has that name. */
  private String freeName(String id) {
    String name = id.length() > LONGEST_NAME ? id.substring(0, LONGEST_NAME) : id;
    String free = name;
    for (int n = 2; models.findByDescribedName(free).isPresent(); n++) {
      String number = " " + n;
      free = name.substring(0, Math.min(name.length(), LONGEST_NAME - number.length())) + number;
    }
    return free;
  }
}
