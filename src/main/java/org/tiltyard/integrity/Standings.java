package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

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
  private final TransactionTemplate snapshot;

  Standings(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /** Why votes don't count, all that don't at one moment, by conversation. */
  public Map<String, String> leftOut() {
    return Objects.requireNonNull(snapshot.execute(status -> reasons(null)));
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
      reasons.putAll(reasons(all.subList(from, Math.min(all.size(), from + AT_ONCE))));
    }
    return reasons;
  }

  /** Of some, or of all. */
  private Map<String, String> reasons(@Nullable List<String> ids) {
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
  private Map<String, Rule> flagged(@Nullable List<String> ids) {
    Map<String, Rule> first = new HashMap<>();
    ask(
            "select flag.conversation_id, flag.rule from vote_flag flag"
                + " join integrity_rule on integrity_rule.rule = flag.rule"
                + " where flag.state = 'flagged' and integrity_rule.mode = 'leave-out'"
                + among("and flag.conversation_id", ids),
            ids)
        .query(row -> {
          String id = row.getString(1);
          Rule.of(row.getString(2)).ifPresent(rule -> first.merge(id, rule, Standings::earlier));
        });
    return first;
  }

  private static Rule earlier(Rule one, Rule other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private Map<String, String> decisions(@Nullable List<String> ids) {
    Map<String, String> decisions = new HashMap<>();
    ask(
            "select conversation_id, decision from vote_decision"
                + among("where conversation_id", ids),
            ids)
        .query(row -> {
          decisions.put(row.getString(1), row.getString(2));
        });
    return decisions;
  }

  private List<String> banned(@Nullable List<String> ids) {
    return ask(
            "select vote.battle_id from vote join banned_judge on banned_judge.judge = vote.judge"
                + among("where vote.battle_id", ids)
                + " union select vote_network.battle_id from vote_network"
                + " join banned_network on banned_network.network = vote_network.network"
                + among("where vote_network.battle_id", ids),
            ids)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static String among(String column, @Nullable List<String> ids) {
    return ids == null ? "" : " " + column + " in (:ids)";
  }

  private JdbcClient.StatementSpec ask(String sql, @Nullable List<String> ids) {
    JdbcClient.StatementSpec statement = database.sql(sql);
    return ids == null ? statement : statement.param("ids", ids);
  }
}
