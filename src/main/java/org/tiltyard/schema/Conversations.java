package org.tiltyard.schema;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Arena140kRow.PartsMessage;

/** Conversations from rows that hold enough. What a row doesn't say gets a neutral value. */
final class Conversations {

  private static final String UNKNOWN = "unknown";

  private Conversations() {}

  static Optional<Conversation> of(Row row) {
    return switch (row) {
      case ArenaRow arena -> Optional.of(of(arena));
      case MtBenchRow bench -> Optional.of(of(bench));
      case Arena55kRow arena -> of(arena);
      case Arena100kRow arena -> Optional.of(of(arena));
      case Arena140kRow arena -> Optional.of(of(arena));
      case PreferencePairRow pair -> Optional.empty();
      case HhRlhfRow pair -> Optional.empty();
      case UltraChatRow dialogue -> Optional.empty();
      case UltraChat200kRow dialogue -> Optional.empty();
      case ProvenanceRow provenance -> Optional.empty();
    };
  }

  private static Conversation of(ArenaRow row) {
    return new Conversation(
        row.questionId(),
        row.modelA(),
        row.modelB(),
        row.winner(),
        orUnknown(row.judge()),
        row.conversationA(),
        row.conversationB(),
        turns(row.turn(), row.conversationA()),
        row.anony() == null || row.anony(),
        orUnknown(row.language()),
        row.tstamp() == null ? 0 : row.tstamp(),
        row.openaiModeration(),
        row.toxicChatTag(),
        Traits.NONE);
  }

  /** The id is the row's key, because a question comes many times. */
  private static Conversation of(MtBenchRow row) {
    return new Conversation(
        row.key(),
        row.modelA(),
        row.modelB(),
        row.winner(),
        row.judge().toString(),
        row.conversationA(),
        row.conversationB(),
        turns(row.turn(), row.conversationA()),
        true,
        UNKNOWN,
        0,
        null,
        null,
        Traits.NONE);
  }

  private static Optional<Conversation> of(Arena55kRow row) {
    List<@Nullable String> prompts = texts(row.prompt());
    List<Message> a = dialogue(prompts, texts(row.responseA()));
    List<Message> b = dialogue(prompts, texts(row.responseB()));
    if (a.isEmpty()) {
      return Optional.empty();
    }
    String winner =
        row.winnerModelA() == 1 ? "model_a" : row.winnerModelB() == 1 ? "model_b" : "tie";
    return Optional.of(
        new Conversation(
            row.id(),
            row.modelA(),
            row.modelB(),
            winner,
            UNKNOWN,
            a,
            b,
            prompts.size(),
            true,
            UNKNOWN,
            0,
            null,
            null,
            Traits.NONE));
  }

  private static List<@Nullable String> texts(String json) {
    List<@Nullable String> texts = new ArrayList<>();
    if (JsonText.parse(json) instanceof List<?> list) {
      for (@Nullable Object text : list) {
        texts.add((@Nullable String) text);
      }
    }
    return texts;
  }

  private static List<Message> dialogue(
      List<@Nullable String> prompts, List<@Nullable String> answers) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      messages.add(Message.user(orEmpty(prompts.get(i))));
      messages.add(Message.assistant(i < answers.size() ? orEmpty(answers.get(i)) : ""));
    }
    return messages;
  }

  private static Conversation of(Arena100kRow row) {
    return new Conversation(
        row.questionId(),
        row.modelA(),
        row.modelB(),
        row.winner(),
        orUnknown(row.judgeHash()),
        row.conversationA(),
        row.conversationB(),
        turns(row.turn(), row.conversationA()),
        row.anony() == null || row.anony(),
        orUnknown(row.language()),
        row.tstamp() == null ? 0 : row.tstamp(),
        null,
        null,
        new Traits(
            row.convMetadata(),
            row.isCode(),
            row.isRefusal(),
            row.dedupTag(),
            row.categoryTag(),
            null,
            null,
            row.judgeHash()));
  }

  private static Conversation of(Arena140kRow row) {
    List<Message> a = row.conversationA().stream().map(PartsMessage::toMessage).toList();
    return new Conversation(
        row.id(),
        row.modelA(),
        row.modelB(),
        row.winner().equals("both_bad") ? "tie (bothbad)" : row.winner(),
        UNKNOWN,
        a,
        row.conversationB().stream().map(PartsMessage::toMessage).toList(),
        turns(null, a),
        true,
        orUnknown(row.language()),
        seconds(row.timestamp()),
        null,
        null,
        new Traits(
            row.convMetadata(),
            row.isCode(),
            null,
            null,
            row.categoryTag(),
            row.evaluationSessionId(),
            row.evaluationOrder(),
            null));
  }

  private static double seconds(@Nullable String timestamp) {
    if (timestamp == null) {
      return 0;
    }
    Instant time = Scalars.time(timestamp).toInstant(ZoneOffset.UTC);
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private static int turns(@Nullable Long turn, List<Message> conversation) {
    return turn == null ? Prompts.of(conversation).size() : Math.toIntExact(turn);
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? UNKNOWN : text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
