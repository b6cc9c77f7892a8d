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
 * @param demo one of the arena's own small programs, not a language model
 * @param position its place in lists, from 0
 */
@Table
public record LanguageModel(
    @Id ModelId id,
    @Version @Nullable Integer version,
    EndpointId endpointId,
    String state,
    boolean demo,
    int position,
    @Embedded(onEmpty = Embedded.OnEmpty.USE_EMPTY) ModelDescription described,
    Instant createdAt) {

  private static final String ACTIVE = "active";
  private static final String PAUSED = "paused";
  private static final String RETIRED = "retired";

  /** A new, active model as somebody described it. */
  static LanguageModel of(
      ModelDescription described, EndpointId endpoint, boolean demo, Instant now) {
    return new LanguageModel(
        new ModelId(Identifier.random()), null, endpoint, ACTIVE, demo, 0, described, now);
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
        id, version, endpointId, newState, demo, position, described, createdAt);
  }

  /** The same model, with everything that can change taken from the description. */
  LanguageModel describedAs(ModelDescription newlyDescribed, EndpointId endpoint) {
    return new LanguageModel(
        id, version, endpoint, state, demo, position, newlyDescribed, createdAt);
  }

  /** The same model at another place in lists. */
  LanguageModel at(int newPosition) {
    return new LanguageModel(
        id, version, endpointId, state, demo, newPosition, described, createdAt);
  }
}
