package org.tiltyard.moderation;

/**
 * Which message: a prompt, or one attempt at an answer.
 *
 * @param battle the battle's id
 * @param turn from 1
 * @param attempt from 0; 0 for prompts
 */
public record MessageKey(String battle, int turn, Part part, int attempt) {

  /** Whose words. */
  public enum Part {
    PROMPT("prompt"),
    A("a"),
    B("b");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    /** The form in the database. */
    public String word() {
      return word;
    }

    /** The part that is written like this. */
    public static Part of(String word) {
      for (Part part : values()) {
        if (part.word.equals(word)) {
          return part;
        }
      }
      throw new IllegalArgumentException(word);
    }
  }

  /** The prompt of a turn. */
  public static MessageKey prompt(String battle, int turn) {
    return new MessageKey(battle, turn, Part.PROMPT, 0);
  }

  /** An attempt at an answer, in seat {@code a} or {@code b}. */
  public static MessageKey answer(String battle, int turn, String seat, int attempt) {
    return new MessageKey(battle, turn, Part.of(seat), attempt);
  }
}
