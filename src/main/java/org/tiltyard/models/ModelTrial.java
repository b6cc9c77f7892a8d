package org.tiltyard.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.tiltyard.provider.ChatMessage;
import org.tiltyard.provider.ChatRequest;
import org.tiltyard.provider.ModelProbe;
import org.tiltyard.provider.Prices;
import org.tiltyard.provider.Sampling;

/** Asks a model for one short answer, with all that a battle would send along. */
@Component
class ModelTrial {

  static final String PROMPT = "In two sentences: what is a tiltyard, and who used one?";

  /** Enough for a model that thinks first. */
  private static final int ANSWER_TOKENS = 2048;

  private final ModelProbe probe;
  private final ModelRegistry registry;
  private final ModelCatalog catalog;

  ModelTrial(ModelProbe probe, ModelRegistry registry, ModelCatalog catalog) {
    this.probe = probe;
    this.registry = registry;
    this.catalog = catalog;
  }

  /**
   * Waits for the whole answer, and notes it with the model when it was one.
   *
   * @param onText told every piece as it comes, on the calling thread
   */
  ModelProbe.Report run(LanguageModel model, Consumer<String> onText) {
    ModelDescription described = model.described();
    List<ChatMessage> messages = new ArrayList<>();
    String systemPrompt = described.systemPrompt();
    if (systemPrompt != null) {
      messages.add(ChatMessage.system(systemPrompt));
    }
    messages.add(ChatMessage.user(PROMPT));
    ChatRequest request =
        new ChatRequest(
            model.providerModel(),
            messages,
            model.sampling(new Sampling(null, null, ANSWER_TOKENS)),
            described.extraBody());
    ModelProbe.Report report =
        probe.ask(
            registry.endpointOf(model),
            request,
            new Prices(described.priceIn(), described.priceOut()),
            onText);
    if (report.passed()) {
      catalog.passed(model);
    }
    return report;
  }
}
