package org.tiltyard.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a conversation is about, or how it goes; it may have several or none. */
public enum Category {
  /** Code is in it or asked for. */
  CODE,
  /** A prompt asks for mathematics. */
  MATH,
  /** Its prompts have 500 tokens or more on average. */
  LONG_PROMPT,
  /** More than one prompt. */
  MULTI_TURN,
  /** A prompt says what form the answer has to have. */
  INSTRUCTIONS;

  /** Its name in addresses and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its column in {@code conversation_tag}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The category of that name. */
  public static Optional<Category> of(String key) {
    return Arrays.stream(values()).filter(category -> category.key().equals(key)).findFirst();
  }
}
