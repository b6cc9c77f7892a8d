package org.tiltyard.release;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What programs want to know of a release: its plan, its counts, its files. */
final class Manifest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Manifest() {}

  static String json(Release release, Contents contents) {
    Plan plan = release.plan();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", release.id().value());
    all.put("name", release.slug());
    all.put("title", release.title());
    all.put("schema", plan.schema().key());
    all.put("format", plan.format().key());
    all.put("cut_off", Objects.requireNonNull(release.cutOff()).toString());
    all.put("filters", filters(plan));
    if (contents.leakNames() != null && !contents.leakNames().isEmpty()) {
      all.put("leak_names", contents.leakNames());
    }
    Map<String, Object> licences = new LinkedHashMap<>();
    licences.put("prompts", plan.promptLicence());
    licences.put("outputs", plan.outputLicence());
    all.put("licences", licences);
    all.put("considered", contents.considered());
    all.put("dropped", contents.dropped());
    all.put("rows", contents.rows());
    all.put("software", Map.of("tiltyard", contents.software()));
    all.put("files", contents.files().stream().map(Manifest::file).toList());
    return JSON.writeValueAsString(all).replace("\r\n", "\n") + "\n";
  }

  private static Map<String, @Nullable Object> filters(Plan plan) {
    Map<String, @Nullable Object> filters = new LinkedHashMap<>();
    filters.put("from", text(plan.from()));
    filters.put("to", text(plan.to()));
    filters.put("models", plan.models());
    filters.put("languages", plan.languages());
    filters.put("source", plan.source().name().toLowerCase(Locale.ROOT));
    List<String> off =
        Rule.choices().stream().filter(rule -> !plan.has(rule)).map(Rule::key).toList();
    filters.put("rules_off", off);
    filters.put("personal_data", plan.personalData().name().toLowerCase(Locale.ROOT));
    filters.put("excluded_models", plan.excludedModels());
    // Those who read it may not want to.
    filters.put("blocked_words", plan.blockedWords().size());
    return filters;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static Map<String, @Nullable Object> file(Contents.File file) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("path", file.path());
    all.put("bytes", file.bytes());
    all.put("sha256", file.sha256());
    all.put("rows", file.rows());
    return all;
  }
}
