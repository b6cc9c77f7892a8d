package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** The flags of votes in the database. */
@Component
class FlagRecords {

  private static final int CHUNK = 1000;

  private record Key(String conversation, Rule rule) {}

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Time time;

  FlagRecords(JdbcClient database, JdbcTemplate batches, Time time) {
    this.database = database;
    this.batches = batches;
    this.time = time;
  }

  /** The flags of some votes, in the order of the rules. */
  Map<String, List<Finding>> of(Collection<String> conversations) {
    Map<String, List<Finding>> flags = new HashMap<>();
    if (!conversations.isEmpty()) {
      database
          .sql(
              "select conversation_id, rule, state, figure, detail from vote_flag"
                  + " where conversation_id in (:ids)")
          .param("ids", conversations)
          .query(row -> {
            finding(row, flags);
          });
    }
    flags.values().forEach(some -> some.sort((a, b) -> a.rule().compareTo(b.rule())));
    return flags;
  }

  private static void finding(ResultSet row, Map<String, List<Finding>> flags) throws SQLException {
    String word = row.getString("rule");
    Double figure = row.getObject("figure", Double.class);
    String detail = row.getString("detail");
    Finding.State state = Finding.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    List<Finding> some =
        flags.computeIfAbsent(row.getString("conversation_id"), id -> new ArrayList<>());
    Rule.of(word).ifPresent(rule -> some.add(new Finding(rule, state, figure, detail)));
  }

  /**
   * Puts what some rules found in place of what they had found before.
   *
   * @return the votes that are flagged by other rules now
   */
  Set<String> replace(
      Collection<String> conversations, Set<Rule> rules, Map<String, List<Finding>> found) {
    Map<Key, Finding> before = keyed(of(conversations), rules);
    Map<Key, Finding> after = keyed(found, rules);
    Set<String> changed = new HashSet<>();
    List<Object[]> gone = new ArrayList<>();
    Map<Key, Finding> fresh = new HashMap<>();
    before.forEach((key, finding) -> {
      if (!finding.equals(after.get(key))) {
        gone.add(new Object[] {key.conversation, key.rule.word()});
      }
    });
    after.forEach((key, finding) -> {
      if (!finding.equals(before.get(key))) {
        fresh.put(key, finding);
      }
    });
    before.keySet().stream()
        .filter(key -> isFlagged(before, key) != isFlagged(after, key))
        .forEach(key -> changed.add(key.conversation));
    after.keySet().stream()
        .filter(key -> isFlagged(before, key) != isFlagged(after, key))
        .forEach(key -> changed.add(key.conversation));
    if (!gone.isEmpty()) {
      batches.batchUpdate("delete from vote_flag where conversation_id = ? and rule = ?", gone);
    }
    insert(fresh);
    return changed;
  }

  private static boolean isFlagged(Map<Key, Finding> findings, Key key) {
    Finding finding = findings.get(key);
    return finding != null && finding.isFlagged();
  }

  private static Map<Key, Finding> keyed(Map<String, List<Finding>> found, Set<Rule> rules) {
    Map<Key, Finding> keyed = new HashMap<>();
    found.forEach((conversation, findings) ->
        findings.stream()
            .filter(finding -> rules.contains(finding.rule()))
            .forEach(finding -> keyed.put(new Key(conversation, finding.rule()), finding)));
    return keyed;
  }

  private void insert(Map<Key, Finding> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    var now = Time.forDatabase(time.now());
    List<Object[]> rows = new ArrayList<>();
    fresh.forEach((key, finding) ->
        rows.add(
            Arrays.asList(
                    key.conversation,
                    key.rule.word(),
                    finding.state().word(),
                    finding.figure(),
                    finding.detail(),
                    Rules.VERSION,
                    now)
                .toArray()));
    batches.batchUpdate(
        "insert into vote_flag (conversation_id, rule, state, figure, detail, version, flagged_at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  /** Flags votes that this rule has not flagged yet. */
  void add(Rule rule, Map<String, Finding> found) {
    Map<Key, Finding> fresh = new HashMap<>();
    found.forEach((conversation, finding) -> fresh.put(new Key(conversation, rule), finding));
    insert(fresh);
  }

  /** Takes a rule's flags from votes. */
  void remove(Rule rule, Collection<String> conversations) {
    batches.batchUpdate(
        "delete from vote_flag where conversation_id = ? and rule = ?",
        conversations.stream().map(one -> new Object[] {one, rule.word()}).toList());
  }

  /** The next votes that a rule has flagged, in order of their ids. */
  List<String> flaggedAfter(Rule rule, String id) {
    return database
        .sql(
            "select conversation_id from vote_flag where rule = ? and state = 'flagged'"
                + " and conversation_id > ? order by conversation_id limit "
                + CHUNK)
        .params(rule.word(), id)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** Forgets what was withdrawn, and what imports that were undone had brought. */
  void forget() {
    database
        .sql(
            "delete from vote_flag where not exists (select 1 from battle"
                + " where battle.id = vote_flag.conversation_id and battle.withdrawn_at is null)"
                + " and not exists (select 1 from imported_conversation"
                + " where imported_conversation.id = vote_flag.conversation_id)")
        .update();
    database
        .sql(
            "delete from vote_network where battle_id in"
                + " (select id from battle where withdrawn_at is not null)")
        .update();
  }
}
