package org.tiltyard.release;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.LeakNames;
import org.tiltyard.dataset.Selection;
import org.tiltyard.dataset.Source;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.integrity.Standings;
import org.tiltyard.review.Reviewed;
import org.tiltyard.review.Reviews;
import org.tiltyard.shared.Time;

/** Those that the arena has, own and imported. */
@Component
class StoredCandidates implements Candidates {

  private final Conversations conversations;
  private final Reviews reviews;
  private final LeakNames leakNames;
  private final Standings standings;
  private final JdbcClient database;

  StoredCandidates(
      Conversations conversations,
      Reviews reviews,
      LeakNames leakNames,
      Standings standings,
      JdbcClient database) {
    this.conversations = conversations;
    this.reviews = reviews;
    this.leakNames = leakNames;
    this.standings = standings;
    this.database = database;
  }

  @Override
  public long count(Plan plan, Instant cutOff) {
    return conversations.count(selection(plan, cutOff));
  }

  @Override
  public long countWithdrawn(Plan plan, Instant cutOff) {
    return conversations.countWithdrawn(selection(plan, cutOff));
  }

  @Override
  public void forEach(Plan plan, Instant cutOff, Consumer<StoredConversation> reader) {
    conversations.forEach(selection(plan, cutOff), reader);
  }

  @Override
  public Map<String, Identity> identities() {
    Map<String, Identity> identities = new HashMap<>();
    database
        .sql("select name, provider_model, organisation from language_model")
        .query(row -> {
          String name = row.getString("name");
          identities.put(
              name,
              new Identity(name, row.getString("provider_model"), row.getString("organisation")));
        });
    return identities;
  }

  @Override
  public LeakNames.Known leakNames() {
    return leakNames.known();
  }

  @Override
  public Map<String, Rule> distrusted(Collection<String> ids) {
    Map<String, Rule> distrusted = new HashMap<>();
    standings
        .leftOut(ids)
        .forEach((id, reason) -> distrusted.put(id, FrozenStandings.ruleOf(reason)));
    return distrusted;
  }

  @Override
  public Reviewed review(StoredConversation candidate, Instant cutOff) {
    return reviews.review(candidate, cutOff);
  }

  private static Selection selection(Plan plan, Instant cutOff) {
    return new Selection(
        plan.from(),
        before(plan, cutOff),
        Set.copyOf(plan.models()),
        Set.copyOf(plan.languages()),
        switch (plan.source()) {
          case OWN -> Set.of(Source.OWN);
          case IMPORTED -> Set.of(Source.IMPORTED);
          case BOTH -> Set.of(Source.OWN, Source.IMPORTED);
        });
  }

  private static Instant before(Plan plan, Instant cutOff) {
    Instant to = plan.to();
    return to == null || to.isAfter(cutOff) ? cutOff : to;
  }

  @Override
  public long countUnvoted(Plan plan, Instant cutOff) {
    if (plan.source() == Plan.Source.IMPORTED) {
      return 0;
    }
    Map<String, Object> values = new HashMap<>();
    StringBuilder where =
        new StringBuilder(
            " where battle.created_at < :before and battle.withdrawn_at is null and not exists"
                + " (select 1 from vote where vote.battle_id = battle.id)");
    values.put("before", Time.forDatabase(before(plan, cutOff)));
    Instant from = plan.from();
    if (from != null) {
      where.append(" and battle.created_at >= :from");
      values.put("from", Time.forDatabase(from));
    }
    if (!plan.models().isEmpty()) {
      where.append(" and a.name in (:models) and b.name in (:models)");
      values.put("models", plan.models());
    }
    if (!plan.languages().isEmpty()) {
      where.append(" and coalesce(battle.language, 'unknown') in (:languages)");
      values.put("languages", plan.languages());
    }
    return database
        .sql(
            "select count(*) from battle join language_model a on a.id = battle.model_a"
                + " join language_model b on b.id = battle.model_b"
                + where)
        .params(values)
        .query(Long.class)
        .single();
  }
}
