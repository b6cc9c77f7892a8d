package org.tiltyard.models;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Sampling;
import org.tiltyard.shared.Identifier;

/**
 * What competes in the arena. A retired model keeps its row for ever: votes and exports refer to
 * it.
 *
 * @param state {@code active}, {@code paused} (not drawn for now) or {@code retired} (for good)
 * @param origin where it is described: {@code configured} (in the configuration), {@code browser},
 *     {@code built-in}, or {@code imported} (known from imported data alone; nothing serves it)
 * @param demo one of the arena's own small programs, not a language model
 * @param position its place in lists, from 0
 * @param testedAt when it last passed a test as it is described now; null when it never has
 */
@Table
public record LanguageModel(
    @Id ModelId id,
    @Version @Nullable Integer version,
    EndpointId endpointId,
    String state,
    String origin,
    boolean demo,
    int position,
    @Embedded(onEmpty = Embedded.OnEmpty.USE_EMPTY) ModelDescription described,
    @Nullable Instant testedAt,
    Instant createdAt) {

  static final String ACTIVE = "active";
  static final String PAUSED = "paused";
  static final String RETIRED = "retired";

  private static final String CONFIGURED = "configured";
  private static final String BROWSER = "browser";
  private static final String BUILT_IN = "built-in";
  static final String IMPORTED = "imported";

  /** A new, active model from the configuration. */
  static LanguageModel configured(ModelDescription described, EndpointId endpoint, Instant now) {
    return created(described, endpoint, ACTIVE, CONFIGURED, now);
  }

  /** A new, active demo program. */
  static LanguageModel builtIn(ModelDescription described, EndpointId endpoint, Instant now) {
    return created(described, endpoint, ACTIVE, BUILT_IN, now);
  }

  /** A new, retired model that imported data name. */
  static LanguageModel imported(String name, EndpointId none, Instant now) {
    return created(ModelDescription.named(name, name), none, RETIRED, IMPORTED, now);
  }

  /**
   * A new model that somebody described in the browser; paused until it has shown that it answers.
   */
  static LanguageModel added(ModelDescription described, EndpointId endpoint, Instant now) {
    return created(described, endpoint, PAUSED, BROWSER, now);
  }

  private static LanguageModel created(
      ModelDescription described, EndpointId endpoint, String state, String origin, Instant now) {
    return new LanguageModel(
        new ModelId(Identifier.random()),
        null,
        endpoint,
        state,
        origin,
        origin.equals(BUILT_IN),
        0,
        described,
        null,
        now);
  }

  /** The public name, shown in the reveal and in exports. */
  public String name() {
    return described.name();
  }

  /** What the endpoint calls it. */
  public String providerModel() {
    return described.providerModel();
  }

  /** Whether it is drawn for new battles. */
  public boolean active() {
    return state.equals(ACTIVE);
  }

  /** Whether it competes no more. */
  boolean isRetired() {
    return state.equals(RETIRED);
  }

  /**
   * Whether it has a place in the order: demo programs and retired models come after all others.
   */
  boolean ranked() {
    return !demo && !isRetired();
  }

  /** Whether only imported data name it, so that nothing can be asked of it. */
  boolean isImported() {
    return origin.equals(IMPORTED);
  }

  /** Whether the configuration describes it, so that the browser can't. */
  boolean isConfigured() {
    return origin.equals(CONFIGURED);
  }

  /** Whether it waits for its first test; what the configuration describes needs none. */
  boolean isUntested() {
    return !active() && !isRetired() && editable() && testedAt == null;
  }

  /** Whether the browser may change more than its weight. */
  boolean editable() {
    return origin.equals(BROWSER);
  }

  /** How its answers are drawn: its own parameters, and the arena's where it has none. */
  public Sampling sampling(Sampling arena) {
    return new Sampling(
        described.temperature() == null ? arena.temperature() : described.temperature(),
        described.topP() == null ? arena.topP() : described.topP(),
        described.maxTokens() == null ? arena.maxTokens() : described.maxTokens());
  }

  /** The same model, drawn again. */
  LanguageModel activated() {
    return inState(ACTIVE);
  }

  /** The same model, not drawn until it is activated. */
  LanguageModel paused() {
    return inState(PAUSED);
  }

  /** The same model, no longer drawn. */
  LanguageModel retired() {
    return inState(RETIRED);
  }

  private LanguageModel inState(String newState) {
    return new LanguageModel(
        id, version, endpointId, newState, origin, demo, position, described, testedAt, createdAt);
  }

  /**
   * The same model, with everything that can change taken from the description. What passed a test
   * at another endpoint or under another id has passed none.
   */
  LanguageModel describedAs(ModelDescription newlyDescribed, EndpointId endpoint) {
    boolean sameRoute =
        endpoint.equals(endpointId) && newlyDescribed.providerModel().equals(providerModel());
    return new LanguageModel(
        id,
        version,
        endpoint,
        state,
        origin,
        demo,
        position,
        newlyDescribed,
        sameRoute ? testedAt : null,
        createdAt);
  }

  /** The same model, described by the configuration from now on. */
  LanguageModel claimedByConfiguration() {
    return new LanguageModel(
        id, version, endpointId, state, CONFIGURED, demo, position, described, testedAt, createdAt);
  }

  /** The same model, described in the browser from now on. */
  LanguageModel releasedByConfiguration() {
    return new LanguageModel(
        id, version, endpointId, state, BROWSER, demo, position, described, testedAt, createdAt);
  }

  /** The same model at another place in lists. */
  LanguageModel at(int newPosition) {
    return new LanguageModel(
        id, version, endpointId, state, origin, demo, newPosition, described, testedAt, createdAt);
  }

  /** The same model, which has just passed a test. */
  LanguageModel tested(Instant now) {
    return new LanguageModel(
        id, version, endpointId, state, origin, demo, position, described, now, createdAt);
  }
}
