package org.tiltyard.schema;

import java.util.List;

/**
 * A row of {@link Schema#ULTRACHAT_200K}.
 *
 * @param promptId SHA-256 of the prompt, in hex digits
 */
public record UltraChat200kRow(String prompt, String promptId, List<Message> messages, Extra extra)
    implements Row {

  public UltraChat200kRow {
    messages = List.copyOf(messages);
  }

  @Override
  public Schema schema() {
    return Schema.ULTRACHAT_200K;
  }

  /** The same prompt may have been answered more than once. */
  @Override
  public String key() {
    return promptId + "/" + Hashes.ofMessages(List.of(messages)).substring(0, 16);
  }

  /**
   * Which split it belongs to, by its prompt alone, so that a prompt is never in training and test:
   * of 20 prompts one in {@code test_sft}, one in {@code test_gen}, nine each in {@code train_sft}
   * and {@code train_gen}.
   */
  public String split() {
    long part = Long.remainderUnsigned(Hashes.number("split/" + Hashes.of(prompt)), 20);
    return switch ((int) part) {
      case 0 -> "test_sft";
      case 1 -> "test_gen";
      default -> part % 2 == 0 ? "train_sft" : "train_gen";
    };
  }
}
