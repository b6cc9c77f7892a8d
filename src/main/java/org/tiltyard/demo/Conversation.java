package org.tiltyard.demo;

import java.util.List;

/**
 * What a demo program answers: all messages so far, oldest first, with at least one of the
 * person's.
 */
record Conversation(List<Message> messages) {

  enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  record Message(Role role, String text) {}

  Conversation {
    messages = List.copyOf(messages);
    if (messages.stream().noneMatch(message -> message.role() == Role.USER)) {
      throw new IllegalArgumentException("a conversation needs a message of the person's");
    }
  }

  /** A conversation of prompts alone, without the answers between them. */
  static Conversation of(String... prompts) {
    return new Conversation(
        List.of(prompts).stream().map(prompt -> new Message(Role.USER, prompt)).toList());
  }

  /** The newest message of the person's. */
  String prompt() {
    return prompts().getLast();
  }

  /** Everything the person has said, oldest first. */
  List<String> prompts() {
    return textsOf(Role.USER);
  }

  /** What the person said before the newest prompt, oldest first. */
  List<String> earlierPrompts() {
    List<String> prompts = prompts();
    return prompts.subList(0, prompts.size() - 1);
  }

  /** What has been answered so far, oldest first. */
  List<String> replies() {
    return textsOf(Role.ASSISTANT);
  }

  private List<String> textsOf(Role role) {
    return messages.stream().filter(message -> message.role() == role).map(Message::text).toList();
  }
}
