package org.tiltyard.battle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.models.LanguageModel;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.models.Served;
import org.tiltyard.provider.ChatFailure;
import org.tiltyard.provider.ChatGateway;
import org.tiltyard.provider.ChatMessage;
import org.tiltyard.provider.ChatRequest;
import org.tiltyard.provider.ChatStream;
import org.tiltyard.provider.Endpoint;
import org.tiltyard.provider.Sampling;
import org.tiltyard.settings.Live;
import tools.jackson.databind.json.JsonMapper;

/** Asks the model of one seat, or whoever is drawn in its place, and notes each step. */
final class SeatStarts implements Generation.Starts {

  /** What happened before the first token, as it is stored with the answer. */
  private record Step(String step, String model, String kind, String detail) {}

  /** Draws another model for a seat and stores the draw. */
  interface Replacer {
    Optional<LanguageModel> replace(Answer answer);
  }

  private final Answer answer;
  private final List<ChatMessage> conversation;
  private final Sampling arenaSampling;
  private final ChatGateway gateway;
  private final ModelRegistry models;
  private final Transcripts transcripts;
  private final JsonMapper json;
  private final Replacer replacer;
  private final List<Step> steps = new ArrayList<>();
  private LanguageModel model;
  private @Nullable Endpoint endpoint;
  private int replacementsLeft;

  /**
   * @param first the model that is asked first, and where it is served, as was just read; later
   *     starts read that again
   */
  SeatStarts(
      Answer answer,
      Served first,
      List<ChatMessage> conversation,
      Collaborators with,
      Replacer replacer,
      int replacements) {
    this.answer = answer;
    this.model = first.model();
    this.endpoint = first.endpoint();
    this.conversation = conversation;
    this.arenaSampling = with.settings().get().sampling();
    this.gateway = with.gateway();
    this.models = with.models();
    this.transcripts = with.transcripts();
    this.json = with.json();
    this.replacer = replacer;
    this.replacementsLeft = replacements;
  }

  /** What every answer is written with. */
  record Collaborators(
      ChatGateway gateway,
      ModelRegistry models,
      Transcripts transcripts,
      JsonMapper json,
      Live<BattleSettings> settings) {}

  @Override
  public ChatStream open() {
    List<ChatMessage> messages = new ArrayList<>(conversation);
    String systemPrompt = model.described().systemPrompt();
    if (systemPrompt != null && !systemPrompt.isBlank()) {
      messages.addFirst(ChatMessage.system(systemPrompt));
    }
    Endpoint known = endpoint;
    endpoint = null;
    return gateway.open(
        known == null ? models.endpointOf(model) : known,
        new ChatRequest(
            model.providerModel(),
            messages,
            model.sampling(arenaSampling),
            model.described().extraBody()));
  }

  @Override
  public void retrying(ChatFailure failure) {
    note("retried", failure);
  }

  @Override
  public boolean replace(ChatFailure failure) {
    if (replacementsLeft == 0) {
      return false;
    }
    replacementsLeft--;
    Optional<LanguageModel> next = replacer.replace(answer);
    if (next.isEmpty()) {
      return false;
    }
    LanguageModel failed = model;
    model = next.get();
    steps.add(new Step("replaced", failed.name(), failure.kind().word(), failure.detail()));
    store();
    return true;
  }

  private void note(String step, ChatFailure failure) {
    steps.add(new Step(step, model.name(), failure.kind().word(), failure.detail()));
    store();
  }

  private void store() {
    transcripts.noteSteps(answer.id(), json.writeValueAsString(steps), model.id());
  }
}
