package org.tiltyard.schema;

/**
 * One thing said in a conversation.
 *
 * @param role {@code user} or {@code assistant}; {@code system} may come first in preference pairs
 *     and UltraChat
 */
public record Message(String content, String role, Extra extra) {

  public Message(String content, String role) {
    this(content, role, Extra.NONE);
  }

  /** What a person wrote. */
  public static Message user(String content) {
    return new Message(content, "user");
  }

  /** What a model wrote. */
  public static Message assistant(String content) {
    return new Message(content, "assistant");
  }

  public boolean isUsers() {
    return role.equals("user");
  }
}
