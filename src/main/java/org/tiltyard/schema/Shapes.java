package org.tiltyard.schema;

import static org.tiltyard.schema.Scalars.BOOL;
import static org.tiltyard.schema.Scalars.FLOAT64;
import static org.tiltyard.schema.Scalars.INT32;
import static org.tiltyard.schema.Scalars.STRING;
import static org.tiltyard.schema.Scalars.TIMESTAMP;
import static org.tiltyard.schema.Scalars.ZERO_OR_ONE;
import static org.tiltyard.schema.Scalars.oneOf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tiltyard.schema.Arena140kRow.Exchange;
import org.tiltyard.schema.Arena140kRow.Part;
import org.tiltyard.schema.Arena140kRow.PartsMessage;
import org.tiltyard.schema.ToxicChatTag.Label;

/** The schemas with their fields in order. */
final class Shapes {

  private static final Shape<Message> MESSAGE =
      new Shape<>(
              Message.class,
              Message::extra,
              values -> new Message(values.next(), values.next(), values.extra()))
          .required("content", STRING, Message::content)
          .required("role", oneOf("user", "assistant", "system"), Message::role);

  private static final Kind<List<Message>> MESSAGES = new ListKind<>(MESSAGE);
  private static final Kind<List<Message>> DIALOGUE = new DialogueKind<>(MESSAGE, Message::role);

  /** A column of 64 bits, but no conversation is that long. */
  private static final Kind<Long> TURN = Scalars.between(0, 1_000_000);

  private static final Kind<String> WINNER = oneOf("model_a", "model_b", "tie", "tie (bothbad)");

  private static final Shape<OpenAiModeration> MODERATION =
      new Shape<>(
              OpenAiModeration.class,
              OpenAiModeration::extra,
              values ->
                  new OpenAiModeration(values.next(), values.next(), values.next(), values.extra()))
          .required(
              "categories",
              new MapKind<>(same(OpenAiModeration.CATEGORIES, BOOL), BOOL),
              OpenAiModeration::categories)
          .required(
              "category_scores",
              new MapKind<>(same(OpenAiModeration.CATEGORIES, FLOAT64), FLOAT64),
              OpenAiModeration::categoryScores)
          .required("flagged", BOOL, OpenAiModeration::flagged);

  private static final Kind<ToxicChatTag> TOXIC =
      new Wrapped<>(
          new MapKind<>(
              byName(
                  ToxicChatTag.CLASSIFIERS,
                  List.of(
                      label().omitted("probability", FLOAT64, Label::probability),
                      label().omitted("score", FLOAT64, Label::score))),
              label()
                  .omitted("probability", FLOAT64, Label::probability)
                  .omitted("score", FLOAT64, Label::score)),
          ToxicChatTag::labels,
          ToxicChatTag::new);

  private static final Shape<ArenaRow> ARENA_33K =
      new Shape<>(
              ArenaRow.class,
              ArenaRow::extra,
              values ->
                  new ArenaRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("question_id", STRING, ArenaRow::questionId)
          .required("model_a", STRING, ArenaRow::modelA)
          .required("model_b", STRING, ArenaRow::modelB)
          .required("winner", WINNER, ArenaRow::winner)
          .nullable("judge", STRING, ArenaRow::judge)
          .required("conversation_a", DIALOGUE, ArenaRow::conversationA)
          .required("conversation_b", DIALOGUE, ArenaRow::conversationB)
          .nullable("turn", TURN, ArenaRow::turn)
          .nullable("anony", BOOL, ArenaRow::anony)
          .nullable("language", STRING, ArenaRow::language)
          .nullable("tstamp", FLOAT64, ArenaRow::tstamp)
          .nullable("openai_moderation", MODERATION, ArenaRow::openaiModeration)
          .nullable("toxic_chat_tag", TOXIC, ArenaRow::toxicChatTag);

  private static final Shape<MtBenchRow> MT_BENCH =
      new Shape<>(
              MtBenchRow.class,
              MtBenchRow::extra,
              values ->
                  new MtBenchRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("question_id", Loose.NUMBER_OR_TEXT, MtBenchRow::questionId)
          .required("model_a", STRING, MtBenchRow::modelA)
          .required("model_b", STRING, MtBenchRow::modelB)
          .required(
              "winner",
              oneOf("model_a", "model_b", "tie", "tie (bothbad)", "tie (inconsistent)"),
              MtBenchRow::winner)
          .required("judge", Loose.TEXT_OR_LIST, MtBenchRow::judge)
          .required("conversation_a", DIALOGUE, MtBenchRow::conversationA)
          .required("conversation_b", DIALOGUE, MtBenchRow::conversationB)
          .required("turn", TURN, MtBenchRow::turn);

  private static final Shape<Arena55kRow> ARENA_55K =
      new Shape<>(
              Arena55kRow.class,
              Arena55kRow::extra,
              values ->
                  new Arena55kRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("id", Loose.TEXT_OR_NUMBER, Arena55kRow::id)
          .required("model_a", STRING, Arena55kRow::modelA)
          .required("model_b", STRING, Arena55kRow::modelB)
          .required("prompt", Loose.TEXTS_AS_JSON, Arena55kRow::prompt)
          .required("response_a", Loose.TEXTS_AS_JSON, Arena55kRow::responseA)
          .required("response_b", Loose.TEXTS_AS_JSON, Arena55kRow::responseB)
          .required("winner_model_a", ZERO_OR_ONE, Arena55kRow::winnerModelA)
          .required("winner_model_b", ZERO_OR_ONE, Arena55kRow::winnerModelB)
          .required("winner_tie", ZERO_OR_ONE, Arena55kRow::winnerTie);

  private static final Shape<DedupTag> DEDUP =
      new Shape<>(
              DedupTag.class,
              DedupTag::extra,
              values -> new DedupTag(values.next(), values.next(), values.extra()))
          .required("high_freq", BOOL, DedupTag::highFreq)
          .required("sampled", BOOL, DedupTag::sampled);

  private static final Shape<Arena100kRow> ARENA_100K =
      new Shape<>(
              Arena100kRow.class,
              Arena100kRow::extra,
              values ->
                  new Arena100kRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("question_id", STRING, Arena100kRow::questionId)
          .required("model_a", STRING, Arena100kRow::modelA)
          .required("model_b", STRING, Arena100kRow::modelB)
          .required("winner", WINNER, Arena100kRow::winner)
          .required("conversation_a", DIALOGUE, Arena100kRow::conversationA)
          .required("conversation_b", DIALOGUE, Arena100kRow::conversationB)
          .nullable("turn", TURN, Arena100kRow::turn)
          .nullable("anony", BOOL, Arena100kRow::anony)
          .nullable("language", STRING, Arena100kRow::language)
          .nullable("tstamp", FLOAT64, Arena100kRow::tstamp)
          .nullable("conv_metadata", MetadataShape.METADATA, Arena100kRow::convMetadata)
          .nullable("is_code", BOOL, Arena100kRow::isCode)
          .nullable("is_refusal", BOOL, Arena100kRow::isRefusal)
          .nullable("dedup_tag", DEDUP, Arena100kRow::dedupTag)
          .nullable("category_tag", Loose.CATEGORIES, Arena100kRow::categoryTag)
          .nullable("judge_hash", STRING, Arena100kRow::judgeHash);

  private static final Shape<Part> PART =
      new Shape<>(
              Part.class,
              Part::extra,
              values ->
                  new Part(
                      values.next(), values.next(), values.next(), values.next(), values.extra()))
          .required("type", STRING, Part::type)
          .nullable("text", STRING, Part::text)
          .nullable("image", STRING, Part::image)
          .nullable("mimeType", STRING, Part::mimeType);

  private static final Shape<PartsMessage> PARTS_MESSAGE =
      new Shape<>(
              PartsMessage.class,
              PartsMessage::extra,
              values -> new PartsMessage(values.next(), values.next(), values.extra()))
          .required("role", oneOf("user", "assistant", "system"), PartsMessage::role)
          .required("content", new ListKind<>(PART), PartsMessage::content);

  private static final Kind<List<PartsMessage>> PARTS_DIALOGUE =
      new DialogueKind<>(PARTS_MESSAGE, PartsMessage::role);

  private static final Shape<Exchange> EXCHANGE =
      new Shape<>(
              Exchange.class,
              Exchange::extra,
              values -> new Exchange(values.next(), values.next(), values.next(), values.extra()))
          .nullable("user", PARTS_MESSAGE, Exchange::user)
          .nullable("model_side_a", PARTS_MESSAGE, Exchange::modelSideA)
          .nullable("model_side_b", PARTS_MESSAGE, Exchange::modelSideB);

  private static final Shape<Arena140kRow> ARENA_140K =
      new Shape<>(
              Arena140kRow.class,
              Arena140kRow::extra,
              values ->
                  new Arena140kRow(
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.next(),
                      values.extra()))
          .required("id", STRING, Arena140kRow::id)
          .required("model_a", STRING, Arena140kRow::modelA)
          .required("model_b", STRING, Arena140kRow::modelB)
          .required("winner", oneOf("model_a", "model_b", "tie", "both_bad"), Arena140kRow::winner)
          .nullable("evaluation_session_id", STRING, Arena140kRow::evaluationSessionId)
          .nullable("evaluation_order", INT32, Arena140kRow::evaluationOrder)
          .required("conversation_a", PARTS_DIALOGUE, Arena140kRow::conversationA)
          .required("conversation_b", PARTS_DIALOGUE, Arena140kRow::conversationB)
          .nullable("full_conversation", new ListKind<>(EXCHANGE), Arena140kRow::fullConversation)
          .nullable("conv_metadata", MetadataShape.METADATA, Arena140kRow::convMetadata)
          .nullable("category_tag", Loose.CATEGORIES, Arena140kRow::categoryTag)
          .nullable("language", STRING, Arena140kRow::language)
          .nullable("is_code", BOOL, Arena140kRow::isCode)
          .nullable("timestamp", TIMESTAMP, Arena140kRow::timestamp);

  private static final Shape<PreferencePairRow> PREFERENCE_PAIRS =
      new Shape<>(
              PreferencePairRow.class,
              PreferencePairRow::extra,
              values ->
                  new PreferencePairRow(
                      values.next(), values.next(), values.next(), values.extra()))
          .required("prompt", MESSAGES, PreferencePairRow::prompt)
          .required("chosen", MESSAGES, PreferencePairRow::chosen)
          .required("rejected", MESSAGES, PreferencePairRow::rejected);

  private static final Shape<HhRlhfRow> HH_RLHF =
      new Shape<>(
              HhRlhfRow.class,
              HhRlhfRow::extra,
              values -> new HhRlhfRow(values.next(), values.next(), values.extra()))
          .required("chosen", STRING, HhRlhfRow::chosen)
          .required("rejected", STRING, HhRlhfRow::rejected);

  private static final Shape<UltraChatRow> ULTRACHAT =
      new Shape<>(
              UltraChatRow.class,
              UltraChatRow::extra,
              values -> new UltraChatRow(values.next(), values.next(), values.extra()))
          .required("id", STRING, UltraChatRow::id)
          .required("data", new ListKind<>(STRING), UltraChatRow::data);

  private static final Shape<UltraChat200kRow> ULTRACHAT_200K =
      new Shape<>(
              UltraChat200kRow.class,
              UltraChat200kRow::extra,
              values ->
                  new UltraChat200kRow(values.next(), values.next(), values.next(), values.extra()))
          .required("prompt", STRING, UltraChat200kRow::prompt)
          .required("prompt_id", STRING, UltraChat200kRow::promptId)
          .required("messages", MESSAGES, UltraChat200kRow::messages);

  private Shapes() {}

  /** The shape of a schema's rows. */
  static Shape<? extends Row> of(Schema schema) {
    return switch (schema) {
      case ARENA_33K -> ARENA_33K;
      case MT_BENCH -> MT_BENCH;
      case ARENA_55K -> ARENA_55K;
      case ARENA_100K -> ARENA_100K;
      case ARENA_140K -> ARENA_140K;
      case PREFERENCE_PAIRS -> PREFERENCE_PAIRS;
      case HH_RLHF -> HH_RLHF;
      case ULTRACHAT -> ULTRACHAT;
      case ULTRACHAT_200K -> ULTRACHAT_200K;
      case PROVENANCE -> ProvenanceShape.ROW;
    };
  }

  private static Shape<Label> label() {
    return new Shape<>(Label.class, Label::extra, Shapes::label)
        .required("flagged", BOOL, Label::flagged);
  }

  private static Label label(Shape.Values values) {
    return new Label(values.next(), values.next(), values.next(), values.extra());
  }

  private static <V> Map<String, Kind<V>> same(List<String> names, Kind<V> kind) {
    Map<String, Kind<V>> kinds = new LinkedHashMap<>();
    names.forEach(name -> kinds.put(name, kind));
    return kinds;
  }

  private static <V> Map<String, Kind<V>> byName(
      List<String> names, List<? extends Kind<V>> inOrder) {
    Map<String, Kind<V>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      kinds.put(names.get(i), inOrder.get(i));
    }
    return kinds;
  }
}
