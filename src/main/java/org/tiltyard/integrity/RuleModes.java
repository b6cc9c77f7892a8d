package org.tiltyard.integrity;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.settings.Live;

/**
 * What follows from flags, kept beside them: settings reach the nodes one after the other, and
 * boards must not depend on which node looked. When it changes, all votes with the flag are told to
 * boards, some at a time.
 */
@Component
class RuleModes {

  private record Kept(Rule rule, String mode, @Nullable String announced) {}

  private final JdbcClient database;
  private final FlagRecords flags;
  private final Announcements announcements;
  private final Live<IntegritySettings> settings;
  private final TransactionTemplate transaction;

  RuleModes(
      JdbcClient database,
      FlagRecords flags,
      Announcements announcements,
      Live<IntegritySettings> integritySettings,
      TransactionTemplate transaction) {
    this.database = database;
    this.flags = flags;
    this.announcements = announcements;
    this.settings = integritySettings;
    this.transaction = transaction;
  }

  /** Brings what is kept in line with the settings. */
  void look() {
    IntegritySettings now = settings.get();
    List<Kept> kept = kept();
    for (Rule rule : Rule.values()) {
      String mode = rule.mode(now).word();
      Kept before = kept.stream().filter(one -> one.rule == rule).findFirst().orElse(null);
      if (before == null) {
        put(rule, mode);
        announceFrom(rule, "");
      } else if (!before.mode.equals(mode)) {
        change(rule, mode, "");
        announceFrom(rule, "");
      } else if (before.announced != null) {
        announceFrom(rule, before.announced);
      }
    }
  }

  private List<Kept> kept() {
    return database
        .sql("select rule, mode, announced from integrity_rule")
        .query((row, number) ->
            new Kept(
                Rule.of(row.getString("rule")).orElseThrow(),
                row.getString("mode"),
                row.getString("announced")))
        .list();
  }

  private void put(Rule rule, String mode) {
    database
        .sql("insert into integrity_rule (rule, mode, announced) values (?, ?, '')")
        .params(rule.word(), mode)
        .update();
  }

  private void change(Rule rule, String mode, @Nullable String announced) {
    database
        .sql("update integrity_rule set mode = ?, announced = ? where rule = ?")
        .params(Arrays.asList(mode, announced, rule.word()))
        .update();
  }

  private void announceFrom(Rule rule, String after) {
    @Nullable String from = after;
    while (from != null) {
      from = announceSome(rule, from);
    }
  }

  /** One page in one transaction; returns the last one of it, null when there are no more. */
  private @Nullable String announceSome(Rule rule, String after) {
    return transaction.execute(status -> {
      List<String> page = flags.flaggedAfter(rule, after);
      announcements.changed(page);
      String last = page.isEmpty() ? null : page.getLast();
      database
          .sql("update integrity_rule set announced = ? where rule = ?")
          .params(Arrays.asList(last, rule.word()))
          .update();
      return last;
    });
  }
}
