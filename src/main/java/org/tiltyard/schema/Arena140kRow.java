package org.tiltyard.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link Schema#ARENA_140K}.
 *
 * @param winner {@code model_a}, {@code model_b}, {@code tie} or {@code both_bad}
 * @param conversationA what was judged
 * @param fullConversation also what came before it in the same session
 * @param timestamp ISO 8601 without a zone, UTC
 */
public record Arena140kRow(
    String id,
    String modelA,
    String modelB,
    String winner,
    @Nullable String evaluationSessionId,
    @Nullable Integer evaluationOrder,
    List<PartsMessage> conversationA,
    List<PartsMessage> conversationB,
    @Nullable List<Exchange> fullConversation,
    @Nullable ConvMetadata convMetadata,
    @Nullable CategoryTag categoryTag,
    @Nullable String language,
    @Nullable Boolean isCode,
    @Nullable String timestamp,
    Extra extra)
    implements Row {

  /** A message whose content comes in parts. */
  public record PartsMessage(String role, List<Part> content, Extra extra) {

    public PartsMessage {
      content = List.copyOf(content);
    }

    static PartsMessage of(Message message) {
      return new PartsMessage(
          message.role(), List.of(Part.text(message.content())), message.extra());
    }

    /** Its texts in one. */
    Message toMessage() {
      StringBuilder text = new StringBuilder();
      for (Part part : content) {
        text.append(part.text == null ? "" : part.text);
      }
      return new Message(text.toString(), role);
    }
  }

  /** A text or an image. */
  public record Part(
      String type,
      @Nullable String text,
      @Nullable String image,
      @Nullable String mimeType,
      Extra extra) {

    static Part text(String text) {
      return new Part("text", text, null, null, Extra.NONE);
    }
  }

  /** A prompt with both answers. */
  public record Exchange(
      @Nullable PartsMessage user,
      @Nullable PartsMessage modelSideA,
      @Nullable PartsMessage modelSideB,
      Extra extra) {}

  @Override
  public Schema schema() {
    return Schema.ARENA_140K;
  }

  @Override
  public String key() {
    return id;
  }
}
