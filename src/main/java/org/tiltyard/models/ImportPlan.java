package org.tiltyard.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.Imported.Entry;
import org.tiltyard.models.Imported.Server;
import org.tiltyard.models.ModelRules.Fault;
import org.tiltyard.provider.Endpoint;

/** What a file would change in the arena, entry by entry. */
record ImportPlan(List<Step> endpoints, List<Step> models) {

  static final String ADD = "add";
  static final String CHANGE = "change";
  static final String SAME = "same";
  static final String SKIP = "skip";

  /**
   * One entry.
   *
   * @param what {@code add}, {@code change}, {@code same} or {@code skip}
   * @param fields what changes
   * @param reason why it is left out
   */
  record Step(String name, String what, List<String> fields, @Nullable Fault reason) {

    static Step of(String name, String what) {
      return new Step(name, what, List.of(), null);
    }
  }

  /** Compares a file with what is there. */
  static ImportPlan of(Imported file, List<Endpoint> endpoints, List<LanguageModel> models) {
    Map<String, Endpoint> byName =
        endpoints.stream().collect(Collectors.toMap(Endpoint::name, Function.identity()));
    List<Step> servers = file.endpoints().stream().map(server -> server(server, byName)).toList();
    Map<String, LanguageModel> known =
        models.stream().collect(Collectors.toMap(LanguageModel::name, Function.identity()));
    Set<String> barred =
        servers.stream()
            .filter(step -> step.what.equals(SKIP))
            .map(Step::name)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Step> steps = new ArrayList<>();
    for (Entry entry : file.models()) {
      Optional<LanguageModel> here = Optional.ofNullable(known.get(entry.described().name()));
      steps.add(
          barred.contains(entry.endpoint())
              ? skip(entry.described().name(), Fault.of("endpoint", "import.other-endpoint"))
              : model(entry, here, byName));
    }
    file.skipped().forEach(one -> steps.add(skip(one.name(), one.reason())));
    return new ImportPlan(servers, steps);
  }

  /** Keys that are here stay: a file never replaces one. */
  private static Step server(Server server, Map<String, Endpoint> byName) {
    Endpoint here = byName.get(server.name());
    if (here == null) {
      return Step.of(server.name(), ADD);
    }
    return here.baseUrl().equals(server.baseUrl())
        ? Step.of(server.name(), SAME)
        : skip(server.name(), Fault.of("endpoint", "import.other-endpoint"));
  }

  private static Step model(
      Entry entry, Optional<LanguageModel> known, Map<String, Endpoint> byName) {
    String name = entry.described().name();
    if (known.isEmpty()) {
      return Step.of(name, ADD);
    }
    LanguageModel here = known.get();
    List<String> fields = changes(entry, here, byName);
    if (fields.isEmpty()) {
      return Step.of(name, SAME);
    }
    return here.editable()
        ? new Step(name, CHANGE, fields, null)
        : skip(name, Fault.of("model", "import.locked"));
  }

  private static List<String> changes(
      Entry entry, LanguageModel here, Map<String, Endpoint> byName) {
    List<String> fields =
        new ArrayList<>(ModelChanges.between(here.described(), entry.described()).keySet());
    Endpoint endpoint = byName.get(entry.endpoint());
    if (endpoint == null || !endpoint.id().equals(here.endpointId())) {
      fields.add("endpoint");
    }
    if (entry.state() != null && !entry.state().equals(here.state())) {
      fields.add("state");
    }
    return fields;
  }

  private static Step skip(String name, Fault reason) {
    return new Step(name, SKIP, List.of(), reason);
  }

  /** Whether applying it would do anything. */
  boolean changesSomething() {
    return !names(ADD).isEmpty()
        || !names(CHANGE).isEmpty()
        || endpoints.stream().anyMatch(step -> step.what.equals(ADD));
  }

  /** The models for which this is planned. */
  Set<String> names(String what) {
    return models.stream()
        .filter(step -> step.what.equals(what))
        .map(Step::name)
        .collect(Collectors.toSet());
  }
}
