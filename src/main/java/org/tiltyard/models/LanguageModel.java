package org.tiltyard.models;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;
import org.tiltyard.provider.EndpointId;
import org.tiltyard.provider.Sampling;

/**
 * What competes in the arena. A retired model keeps its row for ever: votes and exports refer to
 * it.
 *
 * @param name the public name, shown in the reveal and in exports
 * @param providerModel what the endpoint calls it
 * @param state {@code active} or {@code retired}
 * @param demo one of the arena's own small programs, not a language model
 * @param temperature this and the next two override the arena's limits when set
 */
@Table
public record LanguageModel(
    @Id ModelId id,
    @Version @Nullable Integer version,
    String name,
    EndpointId endpointId,
    String providerModel,
    String state,
    boolean demo,
    @Nullable String organisation,
    @Nullable String license,
    @Nullable String link,
    @Nullable String description,
    @Nullable String systemPrompt,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    Instant createdAt) {

  private static final String ACTIVE = "active";
  private static final String RETIRED = "retired";

  /** Whether it is drawn for new battles. */
  public boolean active() {
    return state.equals(ACTIVE);
  }

  /** How its answers are drawn: its own parameters, and the arena's where it has none. */
  public Sampling sampling(Sampling arena) {
    return new Sampling(
        temperature == null ? arena.temperature() : temperature,
        topP == null ? arena.topP() : topP,
        maxTokens == null ? arena.maxTokens() : maxTokens);
  }

  /** The same model, no longer drawn. */
  LanguageModel retired() {
    return inState(RETIRED);
  }

  private LanguageModel inState(String newState) {
    return new LanguageModel(
        id,
        version,
        name,
        endpointId,
        providerModel,
        newState,
        demo,
        organisation,
        license,
        link,
        description,
        systemPrompt,
        temperature,
        topP,
        maxTokens,
        createdAt);
  }

  /** A new, active model as somebody described it. */
  static LanguageModel of(
      ModelDescription described, EndpointId endpoint, boolean demo, Instant now) {
    return new LanguageModel(
        new ModelId(org.tiltyard.shared.Identifier.random()),
        null,
        described.name(),
        endpoint,
        described.providerModel(),
        ACTIVE,
        demo,
        described.organisation(),
        described.license(),
        described.link(),
        described.description(),
        described.systemPrompt(),
        described.temperature(),
        described.topP(),
        described.maxTokens(),
        now);
  }

  /** The same model, active, with everything that can change taken from the description. */
  LanguageModel describedAs(ModelDescription described, EndpointId endpoint, boolean isDemo) {
    LanguageModel fresh = of(described, endpoint, isDemo, createdAt);
    return new LanguageModel(
        id,
        version,
        name,
        fresh.endpointId,
        fresh.providerModel,
        ACTIVE,
        isDemo,
        fresh.organisation,
        fresh.license,
        fresh.link,
        fresh.description,
        fresh.systemPrompt,
        fresh.temperature,
        fresh.topP,
        fresh.maxTokens,
        createdAt);
  }
}
