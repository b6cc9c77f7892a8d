package org.tiltyard.dataset;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tiltyard.dataset.OwnBattles.OwnAnswer;
import org.tiltyard.dataset.OwnBattles.OwnBattle;
import org.tiltyard.dataset.OwnBattles.OwnTurn;
import org.tiltyard.dataset.OwnBattles.OwnVote;
import org.tiltyard.identity.Participant;
import org.tiltyard.identity.TermsAgreement;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is stored about one person, as one JSON object, written as it is read. */
final class OwnDataFile implements AutoCloseable {

  private final JsonGenerator json;

  OwnDataFile(OutputStream out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    json = factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Begins the file; the battles follow. */
  void begin(@Nullable Participant participant, List<TermsAgreement> agreements, Instant now) {
    json.writeStartObject();
    json.writeStringProperty("written_at", now.toString());
    if (participant != null) {
      Integer judge = participant.judge();
      json.writeStringProperty("since", participant.since().toString());
      optional("judge", judge == null ? null : "arena_user_" + judge);
    }
    json.writeArrayPropertyStart("agreements");
    agreements.forEach(this::write);
    json.writeEndArray();
    json.writeArrayPropertyStart("battles");
  }

  private void write(TermsAgreement agreement) {
    json.writeStartObject();
    json.writeStringProperty("terms_version", agreement.version());
    json.writeStringProperty("agreed_at", agreement.at().toString());
    json.writeEndObject();
  }

  void write(OwnBattle battle) {
    json.writeStartObject();
    json.writeStringProperty("id", battle.id());
    json.writeStringProperty("mode", battle.mode());
    json.writeStringProperty("begun_at", battle.at().toString());
    optional("language", battle.language());
    optional("withdrawn_at", battle.withdrawnAt() == null ? null : battle.withdrawnAt().toString());
    optional("model_a", battle.modelA());
    optional("model_b", battle.modelB());
    OwnVote vote = battle.vote();
    if (vote != null) {
      write(vote);
    }
    json.writeArrayPropertyStart("turns");
    battle.turns().forEach(this::write);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(OwnVote vote) {
    json.writeObjectPropertyStart("vote");
    json.writeStringProperty("winner", vote.winner());
    json.writeName("reasons");
    json.writeRawValue(JsonMapper.shared().readTree(vote.reasonsJson()).toString());
    optional("comment", vote.comment());
    json.writeStringProperty("voted_at", vote.at().toString());
    json.writeEndObject();
  }

  private void write(OwnTurn turn) {
    json.writeStartObject();
    json.writeStringProperty("prompt", turn.prompt());
    json.writeStringProperty("sent_at", turn.at().toString());
    json.writeArrayPropertyStart("answers");
    turn.answers().forEach(this::write);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(OwnAnswer answer) {
    json.writeStartObject();
    json.writeStringProperty("seat", answer.seat());
    json.writeNumberProperty("attempt", answer.attempt());
    json.writeStringProperty("state", answer.state());
    json.writeStringProperty("text", answer.text());
    optional("reasoning", answer.reasoning());
    json.writeStringProperty("begun_at", answer.at().toString());
    json.writeEndObject();
  }

  private void optional(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  /** Ends the file. */
  void end() {
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
  }

  @Override
  public void close() {
    json.close();
  }
}
