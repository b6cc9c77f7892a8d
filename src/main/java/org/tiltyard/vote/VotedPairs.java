package org.tiltyard.vote;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.battle.PairCount;
import org.tiltyard.battle.PairCounts;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Time;

/** Counts the votes on anonymous battles by pair, in one grouped query over the time of votes. */
@Component
class VotedPairs implements PairCounts {

  private final JdbcClient database;

  VotedPairs(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<PairCount> between(Instant from, Instant until) {
    return database
        .sql(
            """
            select battle.model_a, battle.model_b,
              sum(case when vote.winner = 'model_a' then 1 else 0 end) as wins_a,
              sum(case when vote.winner = 'model_b' then 1 else 0 end) as wins_b,
              sum(case when vote.winner in ('tie', 'tie (bothbad)') then 1 else 0 end) as ties
            from vote join battle on battle.id = vote.battle_id
            where vote.created_at >= ? and vote.created_at < ? and battle.mode = 'anonymous'
            group by battle.model_a, battle.model_b
            """)
        .params(Time.forDatabase(from), Time.forDatabase(until))
        .query((row, number) ->
            new PairCount(
                new ModelId(row.getString("model_a")),
                new ModelId(row.getString("model_b")),
                row.getLong("wins_a"),
                row.getLong("wins_b"),
                row.getLong("ties")))
        .list();
  }
}
