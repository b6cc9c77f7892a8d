package org.tiltyard.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.provider.Health;
import org.tiltyard.shared.Time;

/** Who may be drawn, and who is behind an id. */
@Component
public class ModelRegistry {

  private final LanguageModels models;
  private final Endpoints endpoints;
  private final Candidates candidates;
  private final Serving serving;
  private final Health health;
  private final List<Eligibility> bars;
  private final Time time;

  ModelRegistry(
      LanguageModels models,
      Endpoints endpoints,
      Candidates candidates,
      Serving serving,
      Health health,
      List<Eligibility> bars,
      Time time) {
    this.models = models;
    this.endpoints = endpoints;
    this.candidates = candidates;
    this.serving = serving;
    this.health = health;
    this.bars = bars;
    this.time = time;
  }

  /** The models that may be drawn now, by name: those that compete and are well. */
  public List<Contender> contenders() {
    return eligible(
        candidates.all().stream()
            .filter(model -> health.available(model.route().endpoint(), model.route().model()))
            .map(Candidates.Candidate::contender)
            .toList());
  }

  /** Those that nothing keeps out of the draw for now. */
  private List<Contender> eligible(List<Contender> competing) {
    List<ModelId> ids = competing.stream().map(Contender::id).toList();
    Set<ModelId> barred = barred(ids);
    return competing.stream().filter(model -> !barred.contains(model.id())).toList();
  }

  private Set<ModelId> barred(List<ModelId> ids) {
    Set<ModelId> barred = new HashSet<>();
    bars.forEach(bar -> barred.addAll(bar.barred(ids)));
    return barred;
  }

  /** How many models compete, whether or not they are well. */
  public int competing() {
    return candidates.all().size();
  }

  /**
   * The models that people may choose by name, in the order of lists; those that only meet
   * anonymously are not among them. Demo programs can be chosen as long as no real model is active.
   */
  public List<LanguageModel> choosable() {
    List<LanguageModel> active = models.findByStateOrderByDescribedName("active");
    boolean real = active.stream().anyMatch(model -> !model.demo());
    return active.stream()
        .filter(model -> !(real && model.demo()) && !model.described().anonymousOnly())
        .sorted(Comparator.comparingInt(LanguageModel::position))
        .toList();
  }

  /** Whether battles with it may begin: nobody has taken it out, and it answers. */
  public boolean isWell(LanguageModel model) {
    return health.available(model.endpointId(), model.providerModel());
  }

  /** Those of {@link #choosable} with whom a battle can begin now. */
  public List<LanguageModel> choosableNow() {
    List<LanguageModel> well = choosable().stream().filter(this::isWell).toList();
    Set<ModelId> barred = barred(well.stream().map(LanguageModel::id).toList());
    return well.stream().filter(model -> !barred.contains(model.id())).toList();
  }

  /** The model with the id, whatever its state; ids come from rows that refer to it. */
  public LanguageModel get(ModelId id) {
    return models.findById(id).orElseThrow(() -> new IllegalStateException("no model " + id));
  }

  /** Several at once, by id. */
  public Map<ModelId, LanguageModel> get(Collection<ModelId> ids) {
    return models.findAllById(ids).stream()
        .collect(Collectors.toMap(LanguageModel::id, Function.identity()));
  }

  /** What several are called in public. */
  public Map<ModelId, String> names(Collection<ModelId> ids) {
    return candidates.names(ids);
  }

  /** Several models and where they are served, for answers to be asked of them. */
  public Map<ModelId, Served> serving(Collection<ModelId> ids) {
    return serving.of(ids);
  }

  /** Where the model is served. */
  public Endpoint endpointOf(LanguageModel model) {
    return endpoints
        .findById(model.endpointId())
        .orElseThrow(() -> new IllegalStateException("no endpoint " + model.endpointId()));
  }

  /** Registers the demo programs, or brings their description up to date. */
  @Transactional
  public void registerDemos(List<ModelDescription> demos) {
    String name = "demo";
    Endpoint endpoint =
        endpoints
            .findByName(name)
            .orElseGet(() -> endpoints.save(Endpoint.builtIn(name, time.now())));
    for (ModelDescription demo : demos) {
      models
          .findByDescribedName(demo.name())
          .ifPresentOrElse(
              known ->
                  update(known, known.describedAs(demo.weighing(weight(known)), endpoint.id())),
              () -> models.save(LanguageModel.builtIn(demo, endpoint.id(), time.now())));
    }
  }

  /** Whether a model can have that name. */
  public static boolean isName(String name) {
    return ModelRules.faults(ModelDescription.named(name, name)).isEmpty();
  }

  /**
   * The models that imported data name, by name. Those that nobody knows are entered as retired,
   * with nothing that serves them; the others stay as they are.
   */
  @Transactional
  public Map<String, ModelId> enterImported(Collection<String> names) {
    Map<String, ModelId> ids = new HashMap<>();
    if (!names.isEmpty()) {
      models.findByDescribedNameIn(names).forEach(model -> ids.put(model.name(), model.id()));
    }
    for (String name : names) {
      if (!ids.containsKey(name)) {
        LanguageModel entered = LanguageModel.imported(name, nowhere().id(), time.now());
        ids.put(name, models.save(entered).id());
      }
    }
    return ids;
  }

  private Endpoint nowhere() {
    String name = "imported data";
    return endpoints
        .findByName(name)
        .orElseGet(() -> endpoints.save(Endpoint.none(name, time.now())));
  }

  /** Forgets the models that only imported data named, but those that are still referred to. */
  @Transactional
  public void forgetImported(Collection<ModelId> stillNamed) {
    Set<ModelId> named = Set.copyOf(stillNamed);
    models.findByOrigin(LanguageModel.IMPORTED).stream()
        .filter(model -> !named.contains(model.id()))
        .forEach(models::delete);
  }

  /**
   * Registers a model of the configuration under its name, or brings the one of that name up to
   * date. One that an admin has paused stays paused; its weight stays unless the configuration
   * gives one.
   */
  void putConfigured(ModelDescription described, EndpointId endpoint, boolean weightGiven) {
    Optional<LanguageModel> known = models.findByDescribedName(described.name());
    if (known.isEmpty()) {
      models.save(LanguageModel.configured(described, endpoint, time.now()));
      return;
    }
    LanguageModel old = known.get();
    ModelDescription complete = weightGiven ? described : described.weighing(weight(old));
    LanguageModel updated = old.describedAs(complete, endpoint).claimedByConfiguration();
    update(old, updated.isRetired() ? updated.activated() : updated);
  }

  private static double weight(LanguageModel model) {
    return model.described().weight();
  }

  private void update(LanguageModel old, LanguageModel updated) {
    if (!updated.equals(old)) {
      models.save(updated);
    }
  }

  /**
   * Takes every model out of the draw that the configuration used to describe and does no longer.
   * From then on the browser may bring it back.
   */
  void retireConfiguredBut(Collection<String> names) {
    models.findByOrigin("configured").stream()
        .filter(model -> !names.contains(model.name()))
        .forEach(model -> models.save(model.retired().releasedByConfiguration()));
  }
}
