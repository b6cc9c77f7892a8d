package org.tiltyard.schema;

import java.util.List;
import java.util.Optional;

/** A conversation with a winner, parted where its sides begin to differ. */
record Preference(List<Message> prompt, List<Message> chosen, List<Message> rejected) {

  /** None for ties, and where the sides don't differ in an answer. */
  static Optional<Preference> of(Conversation conversation) {
    boolean a = conversation.winner().equals("model_a");
    if (!a && !conversation.winner().equals("model_b")) {
      return Optional.empty();
    }
    List<Message> won = a ? conversation.conversationA() : conversation.conversationB();
    List<Message> lost = a ? conversation.conversationB() : conversation.conversationA();
    int shared = 0;
    while (shared < Math.min(won.size(), lost.size()) && won.get(shared).equals(lost.get(shared))) {
      shared++;
    }
    Preference parted =
        new Preference(
            won.subList(0, shared),
            won.subList(shared, won.size()),
            lost.subList(shared, lost.size()));
    return Optional.of(parted).filter(Preference::isWhole);
  }

  private boolean isWhole() {
    return !prompt.isEmpty()
        && prompt.getLast().isUsers()
        && endsWithAnswer(chosen)
        && endsWithAnswer(rejected);
  }

  private static boolean endsWithAnswer(List<Message> side) {
    return !side.isEmpty() && !side.getFirst().isUsers() && !side.getLast().isUsers();
  }

  Row pair() {
    return new PreferencePairRow(prompt, chosen, rejected, Extra.NONE);
  }

  Row hhRlhf() {
    return new HhRlhfRow(dialogue(chosen), dialogue(rejected), Extra.NONE);
  }

  private String dialogue(List<Message> ending) {
    StringBuilder text = new StringBuilder();
    prompt.forEach(message -> append(text, message));
    ending.forEach(message -> append(text, message));
    return text.toString();
  }

  private static void append(StringBuilder text, Message message) {
    text.append(message.isUsers() ? "\n\nHuman: " : "\n\nAssistant: ").append(message.content());
  }
}
