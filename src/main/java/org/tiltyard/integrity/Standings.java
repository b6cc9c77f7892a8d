package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which votes count. A vote that an admin excluded, or whose judge or network is banned, never
 * does; one that an admin restored does in spite of its flags; another doesn't when it has a flag
 * whose rule leaves votes out.
 */
@Component
public class Standings {

  /** Why a vote doesn't count: an admin said so. */
  public static final String EXCLUDED = "excluded";

  /** Why a vote doesn't count: its judge, or its network on that day, is banned. */
  public static final String BANNED = "banned";

  private static final int AT_ONCE = 1000;

  private final JdbcClient database;

  Standings(JdbcClient database) {
    this.database = database;
  }

  /**
   * Why votes don't count, by conversation; those that count are absent.
   *
   * @return {@link #EXCLUDED}, {@link #BANNED} or the word of a rule
   */
  public Map<String, String> leftOut(Collection<String> conversations) {
    Map<String, String> reasons = new HashMap<>();
    List<String> all = new ArrayList<>(conversations);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      reasons.putAll(some(all.subList(from, Math.min(all.size(), from + AT_ONCE))));
    }
    return reasons;
  }

  private Map<String, String> some(List<String> ids) {
    Map<String, String> reasons = new HashMap<>();
    flagged(ids).forEach((id, rule) -> reasons.put(id, rule.word()));
    Map<String, String> decisions = decisions(ids);
    decisions.keySet().forEach(reasons::remove);
    banned(ids).forEach(id -> reasons.put(id, BANNED));
    decisions.forEach((id, decision) -> {
      if (decision.equals(EXCLUDED)) {
        reasons.put(id, EXCLUDED);
      }
    });
    return reasons;
  }

  /** The first of the rules that leave each one out. */
  private Map<String, Rule> flagged(List<String> ids) {
    Map<String, Rule> first = new HashMap<>();
    database
        .sql(
            "select flag.conversation_id, flag.rule from vote_flag flag"
                + " join integrity_rule on integrity_rule.rule = flag.rule"
                + " where flag.conversation_id in (:ids) and flag.state = 'flagged'"
                + " and integrity_rule.mode = 'leave-out'")
        .param("ids", ids)
        .query(row -> {
          String id = row.getString(1);
          Rule.of(row.getString(2)).ifPresent(rule -> first.merge(id, rule, Standings::earlier));
        });
    return first;
  }

  private static Rule earlier(Rule one, Rule other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private Map<String, String> decisions(List<String> ids) {
    Map<String, String> decisions = new HashMap<>();
    database
        .sql("select conversation_id, decision from vote_decision where conversation_id in (:ids)")
        .param("ids", ids)
        .query(row -> {
          decisions.put(row.getString(1), row.getString(2));
        });
    return decisions;
  }

  private List<String> banned(List<String> ids) {
    return database
        .sql(
            "select vote.battle_id from vote join banned_judge on banned_judge.judge = vote.judge"
                + " where vote.battle_id in (:ids)"
                + " union select vote_network.battle_id from vote_network"
                + " join banned_network on banned_network.network = vote_network.network"
                + " where vote_network.battle_id in (:ids)")
        .param("ids", ids)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
