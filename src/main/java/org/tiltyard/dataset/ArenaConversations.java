package org.tiltyard.dataset;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.function.Function;
import org.tiltyard.dataset.VotedBattle.Turn;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The schema of the Chatbot Arena conversations release (33k) as JSONL: UTF-8, one object a line,
 * fields in the published order.
 */
final class ArenaConversations implements AutoCloseable {

  /** Its name in addresses. */
  static final String NAME = "arena-33k";

  private static final int TIME_DECIMALS = 4;

  private final JsonGenerator json;

  ArenaConversations(OutputStream out) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .rootValueSeparator("\n")
            .build();
    json = factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes one line. */
  void write(VotedBattle battle) {
    json.writeStartObject();
    json.writeStringProperty("question_id", battle.questionId());
    json.writeStringProperty("model_a", battle.modelA());
    json.writeStringProperty("model_b", battle.modelB());
    json.writeStringProperty("winner", battle.winner());
    json.writeStringProperty("judge", "arena_user_" + battle.judge());
    writeConversation("conversation_a", battle, Turn::answerA);
    writeConversation("conversation_b", battle, Turn::answerB);
    json.writeNumberProperty("turn", battle.prompts());
    json.writeBooleanProperty("anony", battle.anonymous());
    json.writeStringProperty("language", battle.language());
    json.writeName("tstamp");
    json.writeNumber(timestamp(battle.votedAt()));
    json.writeNullProperty("openai_moderation");
    json.writeNullProperty("toxic_chat_tag");
    json.writeEndObject();
  }

  /** Ends the last line. */
  @Override
  public void close() {
    json.close();
  }

  private void writeConversation(String name, VotedBattle battle, Function<Turn, String> answer) {
    json.writeArrayPropertyStart(name);
    for (Turn turn : battle.turns()) {
      writeMessage(turn.prompt(), "user");
      writeMessage(answer.apply(turn), "assistant");
    }
    json.writeEndArray();
  }

  private void writeMessage(String content, String role) {
    json.writeStartObject();
    json.writeStringProperty("content", content);
    json.writeStringProperty("role", role);
    json.writeEndObject();
  }

  /** Seconds since 1970 with at most four decimals and at least one: always a float to a reader. */
  static BigDecimal timestamp(Instant time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getEpochSecond())
            .add(BigDecimal.valueOf(time.getNano(), 9))
            .setScale(TIME_DECIMALS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return seconds.scale() < 1 ? seconds.setScale(1) : seconds;
  }
}
