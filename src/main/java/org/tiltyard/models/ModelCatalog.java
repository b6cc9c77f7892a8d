package org.tiltyard.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.relational.core.conversion.DbActionExecutionException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import org.tiltyard.identity.AuditLog;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.shared.Time;

/** Everything that admins do to models. Each change is noted, and counts from the next draw on. */
@Component
class ModelCatalog {

  private static final String SUBJECT = "model";

  private final LanguageModels models;
  private final ModelSettings settings;
  private final AuditLog audit;
  private final JdbcClient database;
  private final Time time;

  ModelCatalog(
      LanguageModels models,
      ModelSettings settings,
      AuditLog audit,
      JdbcClient database,
      Time time) {
    this.models = models;
    this.settings = settings;
    this.audit = audit;
    this.database = database;
    this.time = time;
  }

  /** Every model there is or was, in the order of lists. */
  List<LanguageModel> all() {
    return models.findAllByOrderByDemoAscPositionAscDescribedNameAsc();
  }

  /** The model with an id out of an address. */
  LanguageModel find(String id) {
    return models
        .findById(new ModelId(id))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  Optional<LanguageModel> named(String name) {
    return models.findByDescribedName(name);
  }

  /** Whether the configuration gives the model's weight, so that the browser can't. */
  boolean weightLocked(LanguageModel model) {
    return model.isConfigured()
        && settings.models().stream()
            .anyMatch(one -> one.name().equals(model.name()) && one.weight() != null);
  }

  /**
   * Adds a model at the end of the list. One of that name that only imported data named until now
   * becomes this one.
   *
   * @param live whether it is drawn from now on
   */
  @Transactional
  LanguageModel add(ModelDescription described, EndpointId endpoint, boolean live, SignedIn by) {
    requireValid(described);
    if (named(described.name()).filter(known -> !known.isImported()).isPresent()) {
      throw ModelRefused.taken(described.name());
    }
    int last = models.findAll().stream().mapToInt(LanguageModel::position).max().orElse(-1);
    LanguageModel model =
        named(described.name())
            .map(imported -> imported.describedAs(described, endpoint).releasedByConfiguration())
            .map(LanguageModel::paused)
            .orElseGet(() -> LanguageModel.added(described, endpoint, time.now()))
            .at(last + 1);
    LanguageModel saved = save(live ? model.activated() : model);
    note(by, "model.added", saved, Map.of("state", saved.state()));
    return saved;
  }

  /**
   * Describes a model anew; of one that is not described in the browser, only the weight.
   *
   * @param version the one that the change was made on
   */
  @Transactional
  LanguageModel edit(
      LanguageModel model,
      int version,
      ModelDescription described,
      EndpointId endpoint,
      SignedIn by) {
    if (!Integer.valueOf(version).equals(model.version())) {
      throw ModelRefused.changedMeanwhile(model.name());
    }
    ModelDescription next = described;
    EndpointId at = endpoint;
    if (!model.editable()) {
      double weight = weightLocked(model) ? model.described().weight() : described.weight();
      next = model.described().weighing(weight);
      at = model.endpointId();
    }
    requireValid(next);
    requireFree(next.name(), model.id());
    LanguageModel updated = model.describedAs(next, at);
    Map<String, Object> changes =
        new LinkedHashMap<>(ModelChanges.between(model.described(), next));
    if (!at.equals(model.endpointId())) {
      changes.put("endpoint", Map.of("from", model.endpointId().value(), "to", at.value()));
    }
    if (changes.isEmpty()) {
      return model;
    }
    LanguageModel saved = save(updated);
    note(by, "model.edited", saved, changes);
    return saved;
  }

  /** Draws it no more until it is resumed. */
  @Transactional
  LanguageModel pause(String id, SignedIn by) {
    return change(id, LanguageModel::paused, "model.paused", by);
  }

  /** Draws it from now on, tested or not. */
  @Transactional
  LanguageModel resume(String id, SignedIn by) {
    return change(id, LanguageModel::activated, "model.resumed", by);
  }

  /** Takes it out for good; votes and history stay. */
  @Transactional
  LanguageModel retire(String id, SignedIn by) {
    requireEditable(find(id));
    return change(id, LanguageModel::retired, "model.retired", by);
  }

  /** Brings a retired model back, paused at first. */
  @Transactional
  LanguageModel bringBack(String id, SignedIn by) {
    requireEditable(find(id));
    return change(id, LanguageModel::paused, "model.brought-back", by);
  }

  /** Notes that it has passed a test, unless it was described anew meanwhile. */
  @Transactional
  public void passed(LanguageModel model) {
    models
        .findById(model.id())
        .filter(now ->
            now.described().equals(model.described())
                && now.endpointId().equals(model.endpointId()))
        .ifPresent(now -> save(now.tested(time.now())));
  }

  /**
   * Adds a model of a file.
   *
   * @param live whether it is drawn when the file does not say its state
   */
  @Transactional
  public void enter(Imported.Entry entry, EndpointId endpoint, boolean live, SignedIn by) {
    String state = entry.state();
    boolean active = state == null ? live : state.equals(LanguageModel.ACTIVE);
    LanguageModel added = add(entry.described(), endpoint, active, by);
    if (LanguageModel.RETIRED.equals(state)) {
      retire(added.id().value(), by);
    }
  }

  /** Describes a model anew, as a file has it. */
  @Transactional
  public void reenter(Imported.Entry entry, EndpointId endpoint, SignedIn by) {
    LanguageModel known = named(entry.described().name()).orElseThrow();
    int version = known.version() == null ? 0 : known.version();
    LanguageModel changed = edit(known, version, entry.described(), endpoint, by);
    String state = entry.state();
    if (state != null && !state.equals(changed.state())) {
      String id = changed.id().value();
      switch (state) {
        case LanguageModel.ACTIVE -> resume(id, by);
        case LanguageModel.PAUSED -> pause(id, by);
        default -> retire(id, by);
      }
    }
  }

  /** Moves it one place up or down among the models that are neither retired nor demos. */
  @Transactional
  LanguageModel move(String id, int by, SignedIn who) {
    LanguageModel model = find(id);
    List<LanguageModel> order =
        new ArrayList<>(all().stream().filter(LanguageModel::ranked).toList());
    int from = order.stream().map(LanguageModel::id).toList().indexOf(model.id());
    int to = from + by;
    if (from < 0 || to < 0 || to >= order.size()) {
      return model;
    }
    Collections.swap(order, from, to);
    place(order);
    note(who, "model.moved", model, Map.of("from", from + 1, "to", to + 1));
    return model;
  }

  /** Not through the version: an order is nobody's edit of a model. */
  private void place(List<LanguageModel> order) {
    for (int i = 0; i < order.size(); i++) {
      database
          .sql("update language_model set position = ? where id = ? and position <> ?")
          .params(i, order.get(i).id().value(), i)
          .update();
    }
  }

  private LanguageModel change(
      String id, UnaryOperator<LanguageModel> how, String action, SignedIn by) {
    LanguageModel model = find(id);
    if (model.isImported()) {
      throw ModelRefused.locked(model.name());
    }
    LanguageModel changed = how.apply(model);
    if (changed.equals(model)) {
      return model;
    }
    LanguageModel saved = save(changed);
    note(by, action, saved, Map.of("from", model.state(), "to", saved.state()));
    return saved;
  }

  private LanguageModel save(LanguageModel model) {
    try {
      return models.save(model);
    } catch (OptimisticLockingFailureException e) {
      throw ModelRefused.changedMeanwhile(model.name());
    } catch (DuplicateKeyException e) {
      throw ModelRefused.taken(model.name());
    } catch (DbActionExecutionException e) {
      if (e.getCause() instanceof DuplicateKeyException) {
        throw ModelRefused.taken(model.name());
      }
      throw e;
    }
  }

  private void requireFree(String name, ModelId own) {
    if (named(name).filter(other -> !other.id().equals(own)).isPresent()) {
      throw ModelRefused.taken(name);
    }
  }

  private static void requireValid(ModelDescription described) {
    List<ModelRules.Fault> faults = ModelRules.faults(described);
    if (!faults.isEmpty()) {
      throw ModelRefused.invalid(faults);
    }
  }

  private static void requireEditable(LanguageModel model) {
    if (!model.editable()) {
      throw ModelRefused.locked(model.name());
    }
  }

  private void note(SignedIn by, String action, LanguageModel model, Map<String, ?> detail) {
    audit.record(by, action, SUBJECT, model.id().value(), model.name(), detail);
  }
}
