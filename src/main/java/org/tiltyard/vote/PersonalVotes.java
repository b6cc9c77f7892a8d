package org.tiltyard.vote;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.models.ModelId;
import org.tiltyard.settings.Live;

/** A person's own votes and between whom they were, as far as the person may know that. */
@Component
public class PersonalVotes {

  /** A vote, with the models that the person was told of. */
  public record PersonalVote(ModelId a, ModelId b, Winner winner, Instant votedAt) {}

  private final JdbcClient database;
  private final Live<VoteSettings> settings;

  PersonalVotes(JdbcClient database, Live<VoteSettings> settings) {
    this.database = database;
    this.settings = settings;
  }

  /** Whether voters of this arena are told which models they met. */
  public boolean named() {
    return settings.get().reveal() != VoteSettings.RevealPolicy.NOTHING;
  }

  /**
   * The newest votes, the newest first, withdrawn ones left out; none at all where names are kept
   * from voters.
   */
  public List<PersonalVote> of(ParticipantId participant, int limit) {
    if (!named()) {
      return List.of();
    }
    return database
        .sql(
            "select battle.model_a, battle.model_b, vote.winner, vote.created_at"
                + " from battle join vote on vote.battle_id = battle.id"
                + " where battle.participant_id = ? and battle.withdrawn_at is null"
                + " and battle.model_b is not null"
                + " order by vote.created_at desc, vote.battle_id limit ?")
        .params(participant.value(), limit)
        .query((row, number) ->
            new PersonalVote(
                new ModelId(row.getString("model_a")),
                new ModelId(row.getString("model_b")),
                Winner.of(row.getString("winner")).orElseThrow(),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
