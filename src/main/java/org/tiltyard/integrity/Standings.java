package org.tiltyard.integrity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether votes count. What people decided comes first, then bans, then flags of the rules that
 * leave votes out.
 */
@Component
public class Standings {

  /** Somebody excluded the vote. */
  public static final String EXCLUDED = "excluded";

  /** Its judge, or the network it came from, is banned. */
  public static final String BANNED = "banned";

  private final JdbcClient database;

  Standings(JdbcClient database) {
    this.database = database;
  }

  /**
   * Why votes don't count, by conversation: the key of a rule, {@link #EXCLUDED} or {@link
   * #BANNED}. Those that count are absent.
   */
  public Map<String, String> leftOut(Collection<String> conversations) {
    Map<String, String> reasons = new HashMap<>();
    if (conversations.isEmpty()) {
      return reasons;
    }
    flags(conversations, reasons);
    bans(conversations, reasons);
    decisions(conversations, reasons);
    return reasons;
  }

  private void flags(Collection<String> conversations, Map<String, String> reasons) {
    database
        .sql(
            "select conversation_id, min(rule) from vote_flag where state = 'flagged'"
                + " and conversation_id in (:ids) group by conversation_id")
        .param("ids", Set.copyOf(conversations))
        .query(row -> {
          reasons.put(row.getString(1), row.getString(2));
        });
  }

  private void bans(Collection<String> conversations, Map<String, String> reasons) {
    database
        .sql(
            "select vote.battle_id from vote join banned_judge on banned_judge.judge = vote.judge"
                + " where vote.battle_id in (:ids)"
                + " union select vote_network.battle_id from vote_network join banned_network"
                + " on banned_network.network = vote_network.network"
                + " where vote_network.battle_id in (:ids)")
        .param("ids", Set.copyOf(conversations))
        .query(row -> {
          reasons.put(row.getString(1), BANNED);
        });
  }

  private void decisions(Collection<String> conversations, Map<String, String> reasons) {
    database
        .sql("select conversation_id, decision from vote_decision where conversation_id in (:ids)")
        .param("ids", Set.copyOf(conversations))
        .query(row -> {
          if (row.getString(2).equals("excluded")) {
            reasons.put(row.getString(1), EXCLUDED);
          } else if (!BANNED.equals(reasons.get(row.getString(1)))) {
            reasons.remove(row.getString(1));
          }
        });
  }
}
