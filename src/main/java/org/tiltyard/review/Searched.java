package org.tiltyard.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;

/** A conversation and the personal data in it. */
final class Searched {

  private final Conversation conversation;
  private final @Nullable String comment;
  private final Map<String, List<Finding>> byText = new HashMap<>();

  private Searched(Conversation conversation, @Nullable String comment) {
    this.conversation = conversation;
    this.comment = comment;
    texts()
        .forEach(text ->
            byText.computeIfAbsent(text, one -> PersonalData.find(one, conversation.language())));
  }

  /**
   * Looks through everything said in it, prompts that both sides share once, and the judge's
   * comment.
   */
  static Searched of(StoredConversation stored) {
    return new Searched(stored.conversation(), stored.provenance().comment());
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    conversation.conversationA().stream().map(Message::content).forEach(texts::add);
    conversation.conversationB().stream().map(Message::content).forEach(texts::add);
    if (comment != null) {
      texts.add(comment);
    }
    return texts;
  }

  @Nullable String comment() {
    return comment;
  }

  Conversation conversation() {
    return conversation;
  }

  List<Finding> in(String text) {
    return byText.getOrDefault(text, List.of());
  }

  PersonalValue value(Finding finding) {
    return PersonalValue.of(conversation.questionId(), finding);
  }

  /** Each once, in the order in which they are said, side a first, the comment last. */
  Set<PersonalValue> values() {
    Set<PersonalValue> values = new LinkedHashSet<>();
    texts().forEach(text -> in(text).forEach(found -> values.add(value(found))));
    return values;
  }
}
