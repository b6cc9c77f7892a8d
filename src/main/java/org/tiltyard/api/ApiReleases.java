package org.tiltyard.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.release.Contents;
import org.tiltyard.release.Plan;
import org.tiltyard.release.Release;
import org.tiltyard.release.ReleaseId;
import org.tiltyard.release.ReleaseState;
import org.tiltyard.release.Releases;
import org.tiltyard.release.Rule;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.shared.Identifier;

/** Releases as programs see them and make them. */
@Component
class ApiReleases {

  private static final String LIST = "releases";
  private static final List<String> STATES =
      Arrays.stream(ReleaseState.values()).map(ReleaseState::word).toList();
  private static final List<String> SCHEMAS =
      Arrays.stream(Schema.values()).map(Schema::key).toList();
  private static final List<String> FORMATS =
      Arrays.stream(Format.values()).map(Format::key).toList();
  private static final List<String> RULES = Rule.choices().stream().map(Rule::key).toList();
  private static final List<String> SOURCES = words(Plan.Source.values());
  private static final List<String> PERSONAL_DATA = words(Plan.PersonalData.values());

  /** What a new release may be described by. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "title",
          "schema",
          "format",
          "from",
          "until",
          "models",
          "languages",
          "source",
          "rules",
          "personal_data",
          "excluded_models",
          "blocked_words",
          "prompt_licence",
          "output_licence");

  /**
   * A release.
   *
   * @param name its own in addresses
   * @param rules keys of those that are on
   * @param cutOff votes before then are in it; null before it is built
   * @param job that builds it, or did
   * @param dropped how many battles each rule kept out; this and what follows are null before it is
   *     built
   */
  record ReleaseJson(
      String id,
      String name,
      String title,
      String state,
      String schema,
      String format,
      @Nullable Instant from,
      @Nullable Instant until,
      List<String> models,
      List<String> languages,
      String source,
      List<String> rules,
      String personalData,
      List<String> excludedModels,
      List<String> blockedWords,
      String promptLicence,
      String outputLicence,
      Instant createdAt,
      @Nullable Instant cutOff,
      @Nullable Instant builtAt,
      @Nullable String job,
      @Nullable String failure,
      @Nullable String software,
      @Nullable Long considered,
      @Nullable Map<String, Long> dropped,
      @Nullable Long rows,
      @Nullable Long bytes) {}

  /** A file of a release; {@code rows} is null where it has none. */
  record FileJson(String path, long bytes, String sha256, @Nullable Long rows, String address) {}

  private final Releases releases;

  ApiReleases(Releases releases) {
    this.releases = releases;
  }

  /** The newest first; there are few, so they are read whole. */
  Page<ReleaseJson> list(Parameters parameters) {
    Optional<String> state = parameters.word("state", STATES);
    Optional<String> schema = parameters.word("schema", SCHEMAS);
    Optional<Cursor> cursor = parameters.cursor(LIST, 2);
    Comparator<Release> order =
        Comparator.comparing(Release::createdAt)
            .thenComparing(release -> release.id().value())
            .reversed();
    List<ReleaseJson> rows =
        releases.all().stream()
            .filter(release -> state.isEmpty() || release.state().word().equals(state.get()))
            .filter(
                release -> schema.isEmpty() || release.plan().schema().key().equals(schema.get()))
            .sorted(order)
            .filter(release -> cursor.isEmpty() || isAfter(release, cursor.get()))
            .limit(parameters.limit() + 1L)
            .map(ApiReleases::json)
            .toList();
    return Page.of(rows, parameters, row -> Cursor.of(LIST, row.createdAt(), row.id()));
  }

  private static boolean isAfter(Release release, Cursor cursor) {
    int time = release.createdAt().compareTo(cursor.time());
    return time < 0 || (time == 0 && release.id().value().compareTo(cursor.last()) < 0);
  }

  /**
   * The release of an id or a name.
   *
   * @throws NotThere when there is none
   */
  Release find(String idOrName) {
    Optional<Release> named = releases.named(idOrName);
    if (named.isPresent() || !Identifier.isWellFormed(idOrName)) {
      return named.orElseThrow(NotThere::release);
    }
    return releases.all().stream()
        .filter(release -> release.id().value().equals(idOrName))
        .findFirst()
        .orElseThrow(NotThere::release);
  }

  /**
   * Begins a release from what a program sent.
   *
   * @throws ApiRefused when a field is unknown or not understood
   */
  ReleaseJson begin(byte[] body, SignedIn by) {
    Fields fields = Fields.of(body, FIELDS);
    ReleaseId id =
        releases.begin(
            fields.text("name").orElse(""), fields.text("title").orElse(""), plan(fields), by);
    return json(releases.get(id));
  }

  private static Plan plan(Fields fields) {
    Plan usual = Plan.usual();
    Schema schema = fields.word("schema", Schema::of, SCHEMAS).orElse(usual.schema());
    boolean fits = schema.formats().contains(usual.format());
    Format format = fits ? usual.format() : schema.formats().getFirst();
    return new Plan(
        schema,
        fields.word("format", Format::of, FORMATS).orElse(format),
        fields.time("from").orElse(null),
        fields.time("until").orElse(null),
        fields.texts("models").orElse(usual.models()),
        fields.texts("languages").orElse(usual.languages()),
        fields
            .word("source", word -> find(Plan.Source.values(), word), SOURCES)
            .orElse(usual.source()),
        fields.texts("rules").map(ApiReleases::rules).orElse(usual.rules()),
        fields
            .word("personal_data", word -> find(Plan.PersonalData.values(), word), PERSONAL_DATA)
            .orElse(usual.personalData()),
        fields.texts("excluded_models").orElse(usual.excludedModels()),
        fields.texts("blocked_words").orElse(usual.blockedWords()),
        fields.text("prompt_licence").orElse(usual.promptLicence()),
        fields.text("output_licence").orElse(usual.outputLicence()));
  }

  private static <E extends Enum<E>> Optional<E> find(E[] values, String word) {
    return Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
  }

  private static <E extends Enum<E>> List<String> words(E[] values) {
    return Arrays.stream(values).map(ApiReleases::word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Set<Rule> rules(List<String> keys) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    keys.forEach(key -> rules.add(Rule.of(key).orElseThrow(() -> ApiRefused.word("rules", RULES))));
    return rules;
  }

  /** Has its files written; answers with the release as it is now. */
  ReleaseJson build(Release release, SignedIn by) {
    releases.build(release.id(), by);
    return json(releases.get(release.id()));
  }

  static ReleaseJson json(Release release) {
    Plan plan = release.plan();
    @Nullable Contents contents = release.contents();
    return new ReleaseJson(
        release.id().value(),
        release.slug(),
        release.title(),
        release.state().word(),
        plan.schema().key(),
        plan.format().key(),
        plan.from(),
        plan.to(),
        plan.models(),
        plan.languages(),
        word(plan.source()),
        plan.rules().stream().map(Rule::key).toList(),
        word(plan.personalData()),
        plan.excludedModels(),
        plan.blockedWords(),
        plan.promptLicence(),
        plan.outputLicence(),
        release.createdAt(),
        release.cutOff(),
        release.builtAt(),
        release.job() == null ? null : release.job().value(),
        release.failure(),
        contents == null ? null : contents.software(),
        contents == null ? null : contents.considered(),
        contents == null ? null : contents.dropped(),
        contents == null ? null : contents.rows(),
        contents == null ? null : contents.bytes());
  }

  /**
   * Its files, in the order of their paths.
   *
   * @throws NotThere when it has none
   */
  static List<FileJson> files(Release release) {
    return contents(release).files().stream()
        .map(file ->
            new FileJson(
                file.path(),
                file.bytes(),
                file.sha256(),
                file.rows(),
                "/api/v1/releases/" + release.slug() + "/files/" + file.path()))
        .toList();
  }

  /** What is in a release whose files are there. */
  static Contents contents(Release release) {
    @Nullable Contents contents = release.contents();
    if (contents == null || release.state() != ReleaseState.READY) {
      throw NotThere.files();
    }
    return contents;
  }
}
