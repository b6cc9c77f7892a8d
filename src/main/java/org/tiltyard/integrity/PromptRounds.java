package org.tiltyard.integrity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.settings.Live;

/**
 * Finds prompts that occur more often than nearly all others: one grouped look over the index of
 * prompts, then the difference between the votes with those prompts and the votes that are flagged.
 */
@Component
class PromptRounds {

  private static final String RULE = Rule.REPEATED_PROMPT.word();

  /** So many prompts at most are told apart in one round; the most frequent come first. */
  private static final int MOST = 2000;

  private final JdbcClient database;
  private final FlagRecords flags;
  private final Announcements announcements;
  private final Live<IntegritySettings> settings;

  PromptRounds(
      JdbcClient database,
      FlagRecords flags,
      Announcements announcements,
      Live<IntegritySettings> integritySettings) {
    this.database = database;
    this.flags = flags;
    this.announcements = announcements;
    this.settings = integritySettings;
  }

  /** Flags what is repeated now, and takes flags back from what isn't any more. */
  @Transactional
  public void round() {
    IntegritySettings now = settings.get();
    Map<String, Long> repeated =
        now.repeatedPrompt() == Mode.OFF ? Map.of() : repeated(counts().repeatedFrom(now));
    List<String> hashes = repeated.isEmpty() ? List.of("") : List.copyOf(repeated.keySet());
    List<String> gone = gone(hashes);
    flags.remove(Rule.REPEATED_PROMPT, gone);
    Map<String, Finding> fresh = fresh(hashes, repeated);
    flags.add(Rule.REPEATED_PROMPT, fresh);
    repeated.forEach(this::count);
    List<String> changed = new ArrayList<>(gone);
    changed.addAll(fresh.keySet());
    announcements.changed(changed);
  }

  private PromptCounts counts() {
    TreeMap<Long, Long> prompts = new TreeMap<>();
    database
        .sql(
            "select times, count(*) as prompts from"
                + " (select count(*) as times from conversation_tag group by prompt_hash) as counted"
                + " group by times")
        .query(row -> {
          prompts.put(row.getLong("times"), row.getLong("prompts"));
        });
    return new PromptCounts(prompts);
  }

  private Map<String, Long> repeated(long from) {
    Map<String, Long> repeated = new HashMap<>();
    database
        .sql(
            "select prompt_hash, count(*) as times from conversation_tag group by prompt_hash"
                + " having count(*) >= ? order by count(*) desc, prompt_hash limit "
                + MOST)
        .param(from)
        .query(row -> {
          repeated.put(row.getString("prompt_hash"), row.getLong("times"));
        });
    return repeated;
  }

  private List<String> gone(List<String> hashes) {
    return database
        .sql(
            "select conversation_id from vote_flag where rule = :rule and not exists"
                + " (select 1 from conversation_tag tag"
                + " where tag.conversation_id = vote_flag.conversation_id"
                + " and tag.prompt_hash in (:hashes))")
        .param("rule", RULE)
        .param("hashes", hashes)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private Map<String, Finding> fresh(List<String> hashes, Map<String, Long> repeated) {
    Map<String, Finding> fresh = new HashMap<>();
    database
        .sql(
            "select conversation_id, prompt_hash from conversation_tag tag"
                + " where prompt_hash in (:hashes) and not exists (select 1 from vote_flag"
                + " where vote_flag.conversation_id = tag.conversation_id"
                + " and vote_flag.rule = :rule)")
        .param("rule", RULE)
        .param("hashes", hashes)
        .query(row -> {
          Long times = repeated.get(row.getString("prompt_hash"));
          if (times != null) {
            fresh.put(
                row.getString("conversation_id"),
                Finding.flagged(Rule.REPEATED_PROMPT, times, null));
          }
        });
    return fresh;
  }

  /** The figure of all votes with a prompt is how often it occurs now. */
  private void count(String hash, long times) {
    database
        .sql(
            "update vote_flag set figure = :times where rule = :rule and figure <> :times"
                + " and conversation_id in"
                + " (select conversation_id from conversation_tag where prompt_hash = :hash)")
        .param("times", (double) times)
        .param("rule", RULE)
        .param("hash", hash)
        .update();
  }
}
