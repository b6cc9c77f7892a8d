package org.tiltyard.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.review.EntityRecords.Span;
import org.tiltyard.schema.Conversation;
import org.tiltyard.shared.Sha256;

/** A conversation and the personal data in it. */
final class Searched {

  private final Conversation conversation;
  private final @Nullable String comment;
  private final Map<String, List<Finding>> byText = new LinkedHashMap<>();

  private Searched(StoredConversation stored, Map<String, List<Span>> entities) {
    this.conversation = stored.conversation();
    this.comment = stored.provenance().comment();
    textsOf(stored).forEach(text -> byText.put(text, find(text, entities)));
  }

  /**
   * Looks through everything said in it, prompts that both sides share once, and the judge's
   * comment.
   *
   * @param entities names that a service found, by the texts' hashes
   */
  static Searched of(StoredConversation stored, Map<String, List<Span>> entities) {
    return new Searched(stored, entities);
  }

  private List<Finding> find(String text, Map<String, List<Span>> entities) {
    List<Finding> found = PersonalData.find(text, conversation.language());
    if (entities.isEmpty()) {
      return found;
    }
    List<Finding> all = new ArrayList<>(found);
    for (Span span : entities.getOrDefault(Sha256.hex(text), List.of())) {
      String name = text.substring(span.begins(), span.ends());
      all.add(new Finding(span.kind(), span.begins(), span.ends(), name));
    }
    return PersonalData.withoutOverlaps(all);
  }

  /** Its texts in the order in which they are said, those that are said twice once. */
  static Set<String> textsOf(StoredConversation stored) {
    Set<String> texts = new LinkedHashSet<>();
    Conversation said = stored.conversation();
    said.conversationA().forEach(message -> texts.add(message.content()));
    said.conversationB().forEach(message -> texts.add(message.content()));
    String comment = stored.provenance().comment();
    if (comment != null) {
      texts.add(comment);
    }
    return texts;
  }

  /** What of it is one of these values, by the texts it is in. */
  Map<String, List<Finding>> places(Set<PersonalValue> values) {
    Map<String, List<Finding>> places = new HashMap<>();
    byText.forEach((text, findings) -> {
      List<Finding> chosen =
          findings.stream().filter(found -> values.contains(value(found))).toList();
      if (!chosen.isEmpty()) {
        places.put(text, chosen);
      }
    });
    return places;
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
    byText.values().forEach(found -> found.forEach(one -> values.add(value(one))));
    return values;
  }
}
