package org.tiltyard.schema;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tiltyard.schema.Arena140kRow.Exchange;
import org.tiltyard.schema.Arena140kRow.PartsMessage;
import org.tiltyard.schema.MtBenchRow.Judge;

/** Rows from conversations, and conversations from rows. */
public final class Rows {

  private static final int MT_BENCH_TURNS = 2;
  private static final double MICROS = 1e6;

  private Rows() {}

  /**
   * The row of a conversation in a schema. There is none where the schema has no place for it: ties
   * in preference pairs, HH-RLHF and UltraChat; more than two turns in MT-bench; inconsistent
   * judgments in the arena's own schemas; anything in provenance, which needs more than a
   * conversation.
   */
  public static Optional<Row> of(Schema schema, Conversation conversation) {
    return switch (schema) {
      case ARENA_33K -> ofArena(conversation).map(known -> arena(conversation));
      case MT_BENCH -> mtBench(conversation);
      case ARENA_55K -> ofArena(conversation).map(winner -> arena55k(conversation, winner));
      case ARENA_100K -> ofArena(conversation).map(known -> arena100k(conversation));
      case ARENA_140K -> ofArena(conversation).map(winner -> arena140k(conversation, winner));
      case PREFERENCE_PAIRS -> Preference.of(conversation).map(Preference::pair);
      case HH_RLHF -> Preference.of(conversation).map(Preference::hhRlhf);
      case ULTRACHAT -> preferred(conversation).map(side -> ultraChat(conversation, side));
      case ULTRACHAT_200K -> preferred(conversation).map(Rows::ultraChat200k);
      case PROVENANCE -> Optional.empty();
    };
  }

  /** The winner, if the arena's schemas know it. */
  private static Optional<String> ofArena(Conversation conversation) {
    return switch (conversation.winner()) {
      case "model_a", "model_b", "tie", "tie (bothbad)" -> Optional.of(conversation.winner());
      default -> Optional.empty();
    };
  }

  private static Row arena(Conversation of) {
    return new ArenaRow(
        of.questionId(),
        of.modelA(),
        of.modelB(),
        of.winner(),
        of.judge(),
        of.conversationA(),
        of.conversationB(),
        (long) of.turn(),
        of.anony(),
        of.language(),
        of.tstamp(),
        of.openaiModeration(),
        of.toxicChatTag(),
        Extra.NONE);
  }

  /** The id names the question, so conversations about the same prompts share it. */
  private static Optional<Row> mtBench(Conversation of) {
    if (of.turn() < 1 || of.turn() > MT_BENCH_TURNS) {
      return Optional.empty();
    }
    String question =
        Numbers.isWhole(of.questionId())
            ? of.questionId()
            : Long.toString(Hashes.number(Prompts.hash(of.conversationA())));
    return Optional.of(
        new MtBenchRow(
            question,
            of.modelA(),
            of.modelB(),
            of.winner(),
            Judge.named(of.judge()),
            of.conversationA(),
            of.conversationB(),
            of.turn(),
            Extra.NONE));
  }

  private static Row arena55k(Conversation of, String winner) {
    boolean a = winner.equals("model_a");
    boolean b = winner.equals("model_b");
    return new Arena55kRow(
        of.questionId(),
        of.modelA(),
        of.modelB(),
        JsonText.of(Prompts.of(of.conversationA())),
        JsonText.of(answers(of.conversationA())),
        JsonText.of(answers(of.conversationB())),
        a ? 1 : 0,
        b ? 1 : 0,
        a || b ? 0 : 1,
        Extra.NONE);
  }

  private static List<String> answers(List<Message> conversation) {
    return conversation.stream()
        .filter(message -> !message.isUsers())
        .map(Message::content)
        .toList();
  }

  private static Row arena100k(Conversation of) {
    Traits traits = of.traits();
    return new Arena100kRow(
        of.questionId(),
        of.modelA(),
        of.modelB(),
        of.winner(),
        of.conversationA(),
        of.conversationB(),
        (long) of.turn(),
        of.anony(),
        of.language(),
        of.tstamp(),
        metadata(of),
        isCode(of),
        traits.isRefusal() == null
            ? Traits.isRefusal(of.conversationA(), of.conversationB())
            : traits.isRefusal(),
        traits.dedupTag() == null ? DedupTag.RARE : traits.dedupTag(),
        traits.categoryTag(),
        traits.judgeHash() == null ? Hashes.of(of.judge()) : traits.judgeHash(),
        Extra.NONE);
  }

  private static ConvMetadata metadata(Conversation of) {
    @Nullable ConvMetadata known = of.traits().convMetadata();
    return known == null ? Traits.convMetadata(of.conversationA(), of.conversationB()) : known;
  }

  private static boolean isCode(Conversation of) {
    @Nullable Boolean known = of.traits().isCode();
    return known == null ? Traits.isCode(of.conversationA(), of.conversationB()) : known;
  }

  private static Row arena140k(Conversation of, String winner) {
    Traits traits = of.traits();
    return new Arena140kRow(
        of.questionId(),
        of.modelA(),
        of.modelB(),
        winner.equals("tie (bothbad)") ? "both_bad" : winner,
        traits.evaluationSessionId() == null ? of.questionId() : traits.evaluationSessionId(),
        traits.evaluationOrder() == null ? 1 : traits.evaluationOrder(),
        judged(of.conversationA(), of.turn()),
        judged(of.conversationB(), of.turn()),
        exchanges(of),
        metadata(of),
        traits.categoryTag(),
        of.language(),
        isCode(of),
        timestamp(of.tstamp()),
        Extra.NONE);
  }

  /** The last turns, which were judged; what was carried over stays in the full conversation. */
  private static List<PartsMessage> judged(List<Message> conversation, int turns) {
    int from = Math.max(0, conversation.size() - 2 * Math.max(1, turns));
    return conversation.subList(from, conversation.size()).stream().map(PartsMessage::of).toList();
  }

  private static List<Exchange> exchanges(Conversation of) {
    List<Exchange> exchanges = new ArrayList<>();
    int length = Math.max(of.conversationA().size(), of.conversationB().size());
    for (int i = 0; i < length; i += 2) {
      @Nullable PartsMessage user = at(of.conversationA(), i);
      exchanges.add(
          new Exchange(
              user == null ? at(of.conversationB(), i) : user,
              at(of.conversationA(), i + 1),
              at(of.conversationB(), i + 1),
              Extra.NONE));
    }
    return exchanges;
  }

  private static @Nullable PartsMessage at(List<Message> conversation, int index) {
    return index < conversation.size() ? PartsMessage.of(conversation.get(index)) : null;
  }

  private static String timestamp(double seconds) {
    long micros = Math.round(seconds * MICROS);
    return Scalars.timestamp(
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC));
  }

  private static Optional<List<Message>> preferred(Conversation of) {
    return switch (of.winner()) {
      case "model_a" -> Optional.of(of.conversationA()).filter(Rows::opens);
      case "model_b" -> Optional.of(of.conversationB()).filter(Rows::opens);
      default -> Optional.empty();
    };
  }

  private static boolean opens(List<Message> conversation) {
    return !conversation.isEmpty() && conversation.getFirst().isUsers();
  }

  private static Row ultraChat(Conversation of, List<Message> side) {
    return new UltraChatRow(
        of.questionId(), side.stream().map(Message::content).toList(), Extra.NONE);
  }

  private static Row ultraChat200k(List<Message> side) {
    String prompt = side.getFirst().content();
    return new UltraChat200kRow(prompt, Hashes.of(WellFormed.text(prompt)), side, Extra.NONE);
  }

  /** The conversation of a row; there is none where a row holds no names of models. */
  public static Optional<Conversation> conversation(Row row) {
    return Conversations.of(row);
  }
}
