package org.tiltyard.release;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Finding;
import org.tiltyard.disclosure.Mask;
import org.tiltyard.disclosure.PersonalData;
import org.tiltyard.schema.Conversation;
import org.tiltyard.schema.Message;
import org.tiltyard.schema.ProvenanceRow;

/** Personal data in all that was said in a conversation, the judge's comment included. */
final class PersonalTexts {

  private PersonalTexts() {}

  static boolean in(StoredConversation stored) {
    Conversation said = stored.conversation();
    return Stream.concat(said.conversationA().stream(), said.conversationB().stream())
            .anyMatch(message -> !find(message.content(), said).isEmpty())
        || (stored.provenance().comment() != null
            && !find(stored.provenance().comment(), said).isEmpty());
  }

  private static List<Finding> find(String text, Conversation in) {
    return PersonalData.find(text, in.language());
  }

  /**
   * The same with labels in its place. An imported row that has some is no longer exactly what it
   * was: its row is made anew.
   */
  static StoredConversation masked(StoredConversation stored) {
    return in(stored) ? masked(stored, text -> find(text, stored.conversation())) : stored;
  }

  /**
   * The same for what is chosen of it.
   *
   * @param chosen what is to be masked in a text, in order, none over another
   */
  static StoredConversation masked(
      StoredConversation stored, Function<String, List<Finding>> chosen) {
    Masking mask = new Masking(new Mask(), chosen);
    Conversation said = stored.conversation();
    Conversation masked =
        new Conversation(
            said.questionId(),
            said.modelA(),
            said.modelB(),
            said.winner(),
            said.judge(),
            masked(said.conversationA(), mask),
            masked(said.conversationB(), mask),
            said.turn(),
            said.anony(),
            said.language(),
            said.tstamp(),
            said.openaiModeration(),
            said.toxicChatTag(),
            said.traits());
    return new StoredConversation(
        stored.id(),
        masked,
        stored.source(),
        null,
        stored.finished(),
        stored.demo(),
        stored.tags(),
        withComment(stored.provenance(), masked(stored.provenance().comment(), mask)));
  }

  /** The labels of one conversation, and what they are for. */
  private record Masking(Mask labels, Function<String, List<Finding>> chosen) {

    String mask(String text) {
      return labels.mask(text, chosen.apply(text));
    }
  }

  private static List<Message> masked(List<Message> messages, Masking mask) {
    List<Message> masked = new ArrayList<>(messages.size());
    for (Message message : messages) {
      String text = mask.mask(message.content());
      masked.add(new Message(text, message.role(), message.extra()));
    }
    return masked;
  }

  private static @Nullable String masked(@Nullable String comment, Masking mask) {
    return comment == null ? null : mask.mask(comment);
  }

  private static ProvenanceRow withComment(ProvenanceRow row, @Nullable String comment) {
    return new ProvenanceRow(
        row.questionId(),
        row.source(),
        row.mode(),
        row.policy(),
        row.propensity(),
        row.pairAttempt(),
        row.seatsShuffled(),
        row.answersA(),
        row.answersB(),
        row.swaps(),
        row.pacing(),
        row.reasonsA(),
        row.reasonsB(),
        comment,
        row.timeToVoteMs(),
        row.interfaceVersion(),
        row.locale(),
        row.termsVersion(),
        row.flags(),
        row.moderation(),
        row.style(),
        row.extra());
  }
}
