package org.tiltyard.moderation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What classifiers said about whole conversations, for datasets. */
@Component
public class ToxicityTags {

  /**
   * The worst of all messages.
   *
   * @param flagged whether any is
   * @param score the highest, 0 to 1
   * @param named what datasets call the number
   */
  public record Tag(boolean flagged, double score, Measure named) {

    /** The same for two halves of a conversation. */
    public Tag or(Tag other) {
      return new Tag(flagged || other.flagged, Math.max(score, other.score), named);
    }
  }

  /** What the number of a classifier is called in published datasets. */
  public enum Measure {
    PROBABILITY,
    SCORE;

    /** Of T5 it is called score, of all others probability; so the published names have theirs. */
    static Measure of(String classifier) {
      return classifier.startsWith("t5") ? SCORE : PROBABILITY;
    }
  }

  private final JdbcClient database;

  ToxicityTags(JdbcClient database) {
    this.database = database;
  }

  /**
   * By battle, then by classifier in the order of names. A classifier that has not read all
   * messages of a battle is left out for it: what is not known is not said.
   */
  public Map<String, Map<String, Tag>> of(Collection<String> battles) {
    Map<String, Map<String, Tag>> tags = new HashMap<>();
    if (battles.isEmpty()) {
      return tags;
    }
    // An attempt that was tried again no longer counts.
    database
        .sql(
            "select toxicity.battle_id, toxicity.classifier, max(toxicity.score) as worst,"
                + " max(case when toxicity.flagged then 1 else 0 end) as flagged"
                + " from toxicity join battle on battle.id = toxicity.battle_id"
                + " where toxicity.battle_id in (:battles)"
                + " and not exists (select 1 from answer later"
                + " where later.battle_id = toxicity.battle_id"
                + " and later.turn_number = toxicity.turn_number"
                + " and later.seat = toxicity.part and later.attempt > toxicity.attempt)"
                + " group by toxicity.battle_id, toxicity.classifier, battle.turns"
                + " having min(case when toxicity.state = 'checked' then 1 else 0 end) = 1"
                + " and sum(case when toxicity.part = 'u' then 1 else 0 end) = battle.turns")
        .param("battles", battles)
        .query(row -> {
          String classifier = row.getString("classifier");
          tags.computeIfAbsent(row.getString("battle_id"), id -> new TreeMap<>())
              .put(
                  classifier,
                  new Tag(
                      row.getInt("flagged") == 1, row.getDouble("worst"), Measure.of(classifier)));
        });
    return tags;
  }
}
