package org.tiltyard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.battle.BattlesWithdrawn;
import org.tiltyard.battle.TextsExpired;
import org.tiltyard.dataset.Tags.Style;
import org.tiltyard.disclosure.Identity;
import org.tiltyard.shared.Time;
import org.tiltyard.vote.VotesChanged;

/** The tags of conversations, by the ids of these. */
@Component
class TagRecords {

  /** What is true of a {@code conversation_tag tag} that need not be made again. */
  static final String UP_TO_DATE = "tag.version >= :version and tag.leak_names = :names";

  private final JdbcClient database;
  private final ApplicationEventPublisher events;
  private final Time time;

  TagRecords(JdbcClient database, ApplicationEventPublisher events, Time time) {
    this.database = database;
    this.events = events;
    this.time = time;
  }

  /** Those that there are. */
  Map<String, Tags> of(Collection<String> conversations) {
    Map<String, Tags> tags = new HashMap<>();
    if (!conversations.isEmpty()) {
      database
          .sql("select * from conversation_tag where conversation_id in (:ids)")
          .param("ids", conversations)
          .query(row -> {
            tags.put(row.getString("conversation_id"), tags(row));
          });
    }
    return tags;
  }

  /** Those of the conversations whose tags are up to date. */
  Set<String> tagged(Collection<String> conversations, int version, String leakNames) {
    return conversations.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database
                .sql(
                    "select conversation_id from conversation_tag tag"
                        + " where conversation_id in (:ids) and "
                        + UP_TO_DATE)
                .param("ids", conversations)
                .param("version", version)
                .param("names", leakNames)
                .query(String.class)
                .list());
  }

  private static Tags tags(ResultSet row) throws SQLException {
    String personal = row.getString("personal");
    return new Tags(
        row.getBoolean("leak_a"),
        row.getBoolean("leak_b"),
        row.getBoolean("leak_user"),
        personal.isEmpty() ? List.of() : List.of(personal.split(",")),
        row.getString("prompt_hash"),
        row.getInt("tokens_user"),
        new Style(
            row.getInt("tokens_a"),
            row.getLong("headers_a"),
            row.getLong("lists_a"),
            row.getLong("bold_a")),
        new Style(
            row.getInt("tokens_b"),
            row.getLong("headers_b"),
            row.getLong("lists_b"),
            row.getLong("bold_b")),
        categories(row),
        row.getBoolean("refusal"),
        row.getInt("version"));
  }

  private static Set<Category> categories(ResultSet row) throws SQLException {
    Set<Category> categories = EnumSet.noneOf(Category.class);
    for (Category category : Category.values()) {
      if (row.getBoolean(category.column())) {
        categories.add(category);
      }
    }
    return categories;
  }

  /**
   * Puts tags in place of those of an earlier version, all in one transaction.
   *
   * @param tagged by conversation
   * @param leakNames the fingerprint of the further names that were known
   */
  @Transactional
  public void put(Map<String, Tags> tagged, String leakNames) {
    tagged.forEach((conversation, tags) -> put(conversation, tags, leakNames));
    events.publishEvent(new VotesChanged(List.copyOf(tagged.keySet())));
  }

  private void put(String conversation, Tags tags, String leakNames) {
    database
        .sql("delete from conversation_tag where conversation_id = ?")
        .param(conversation)
        .update();
    database
        .sql(
            "insert into conversation_tag (conversation_id, leak_a, leak_b, leak_user, personal,"
                + " prompt_hash, tokens_user, tokens_a, tokens_b, headers_a, headers_b, lists_a,"
                + " lists_b, bold_a, bold_b, code, math, long_prompt, multi_turn, instructions, refusal,"
                + " version, leak_names, tagged_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            conversation,
            tags.leakA(),
            tags.leakB(),
            tags.leakByUser(),
            String.join(",", tags.personal()),
            tags.promptHash(),
            tags.userTokens(),
            tags.styleA().tokens(),
            tags.styleB().tokens(),
            tags.styleA().headers(),
            tags.styleB().headers(),
            tags.styleA().lists(),
            tags.styleB().lists(),
            tags.styleA().bold(),
            tags.styleB().bold(),
            tags.categories().contains(Category.CODE),
            tags.categories().contains(Category.MATH),
            tags.categories().contains(Category.LONG_PROMPT),
            tags.categories().contains(Category.MULTI_TURN),
            tags.categories().contains(Category.INSTRUCTIONS),
            tags.refusal(),
            tags.version(),
            leakNames,
            Time.forDatabase(time.now()))
        .update();
  }

  /** What models are called, by public name. */
  Map<String, Identity> identities(Collection<String> names) {
    Map<String, Identity> identities = new HashMap<>();
    database
        .sql("select name, provider_model, organisation from language_model where name in (:names)")
        .param("names", names)
        .query(row -> {
          identities.put(
              row.getString("name"),
              new Identity(
                  row.getString("name"),
                  row.getString("provider_model"),
                  row.getString("organisation")));
        });
    return identities;
  }

  /** The tags tell of the texts, so they go with them: who has these deleted withdraws first. */
  @EventListener
  void forget(BattlesWithdrawn withdrawn) {
    database
        .sql(
            "delete from conversation_tag where conversation_id in"
                + " (select id from battle where participant_id = ?)")
        .param(withdrawn.participant().value())
        .update();
  }

  @EventListener
  void forget(TextsExpired expired) {
    database
        .sql("delete from conversation_tag where conversation_id in (:ids)")
        .param("ids", expired.battles())
        .update();
  }

  /** Deletes the tags of what was withdrawn while it was being tagged. Looks at every battle. */
  void forgetWithdrawn() {
    database
        .sql(
            "delete from conversation_tag where conversation_id in"
                + " (select id from battle where withdrawn_at is not null)")
        .update();
  }

  /** How many rows have ever been imported; grows with each batch. */
  long imported() {
    return database
        .sql("select coalesce(sum(added), 0) from dataset_import")
        .query(Long.class)
        .single();
  }

  /** Whether this process is the one that tags, from now until its lease ends. */
  boolean lease(String owner, java.time.Duration length) {
    return database
            .sql(
                "update tagging_lease set owner = :owner, lease_until = :until where id = 1"
                    + " and (owner = :owner or lease_until < :now)")
            .param("owner", owner)
            .param("until", Time.forDatabase(time.now().plus(length)))
            .param("now", Time.forDatabase(time.now()))
            .update()
        == 1;
  }
}
