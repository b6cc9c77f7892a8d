package org.tiltyard.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tiltyard.shared.Time;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The results of every link for every message. */
@Component
public class ModerationRecords {

  private static final int AT_ONCE = 500;

  /**
   * A message that a link has not checked.
   *
   * @param text as it stands now; never empty
   */
  public record Unchecked(MessageKey message, String text) {}

  private record Row(MessageKey message, Result result) {}

  private final JdbcClient database;
  private final JsonMapper json;

  ModerationRecords(JdbcClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Writes results down, in place of earlier ones by the same links, except that "not checked"
   * never takes the place of a check.
   */
  @Transactional
  public void write(MessageKey message, Collection<Result> results) {
    for (Result result : results) {
      int replaced =
          bind(
                  "update moderation_result set model = ?, version = ?, categories = ?,"
                      + " flagged = ?, outcome = ?, problem = ?, checked_at = ?"
                      + " where battle_id = ? and turn_number = ? and part = ? and attempt = ?"
                      + " and link = ?"
                      + (result.checked() ? "" : " and outcome = 'not-checked'"),
                  message,
                  result)
              .update();
      if (replaced == 0) {
        insert(message, result);
      }
    }
  }

  /** Nothing happens where the row is there already: a check is not replaced by none. */
  private void insert(MessageKey message, Result result) {
    bind(
            "insert into moderation_result (model, version, categories, flagged, outcome, problem,"
                + " checked_at, battle_id, turn_number, part, attempt, link)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            message,
            result)
        .update();
  }

  private JdbcClient.StatementSpec bind(String sql, MessageKey message, Result result) {
    return database
        .sql(sql)
        .params(
            Arrays.asList(
                result.model(),
                result.version(),
                written(result.categories()),
                result.flagged(),
                result.outcome().word(),
                result.problem(),
                Time.forDatabase(result.checkedAt()),
                message.battle(),
                message.turn(),
                message.part().word(),
                message.attempt(),
                result.link()));
  }

  /** All results of a battle, by message in the order of the conversation. */
  public Map<MessageKey, List<Result>> of(String battle) {
    return ofAll(List.of(battle)).getOrDefault(battle, Map.of());
  }

  /** All results of several battles, by battle; those without any are not in it. */
  public Map<String, Map<MessageKey, List<Result>>> ofAll(Collection<String> battles) {
    Map<String, Map<MessageKey, List<Result>>> found = new LinkedHashMap<>();
    List<String> ids = List.copyOf(battles);
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
      database
          .sql(
              "select * from moderation_result where battle_id in (:battles) order by battle_id,"
                  + " turn_number, case part when 'prompt' then 0 when 'a' then 1 else 2 end,"
                  + " attempt, link")
          .param("battles", some)
          .query((row, number) -> row(row))
          .list()
          .forEach(row ->
              found
                  .computeIfAbsent(row.message.battle(), battle -> new LinkedHashMap<>())
                  .computeIfAbsent(row.message, message -> new ArrayList<>())
                  .add(row.result));
    }
    return found;
  }

  /**
   * Messages that the link has not checked: it could not be asked, or was off. Battles that are out
   * of all datasets and deleted texts are left out; so are answers that are still being written.
   *
   * @param after the last one seen, in the order of this list; null to begin
   * @param limit at most so many
   */
  public List<Unchecked> unchecked(String link, @Nullable MessageKey after, int limit) {
    String messages =
        "select turn.battle_id, turn.number as turn_number, 'prompt' as part, 0 as attempt,"
            + " turn.prompt as text from turn where turn.prompt <> ''"
            + " union all select answer.battle_id, answer.turn_number, answer.seat, answer.attempt,"
            + " answer.text from answer where answer.state <> 'streaming' and answer.text <> ''";
    return database
        .sql(
            "select message.* from ("
                + messages
                + ") message join battle on battle.id = message.battle_id"
                + " where battle.withdrawn_at is null and not exists (select 1 from"
                + " moderation_result done where done.battle_id = message.battle_id"
                + " and done.turn_number = message.turn_number and done.part = message.part"
                + " and done.attempt = message.attempt and done.link = :link"
                + " and done.outcome <> 'not-checked')"
                + " and (message.battle_id, message.turn_number, message.part, message.attempt)"
                + " > (:battle, :turn, :part, :attempt)"
                + " order by message.battle_id, message.turn_number, message.part, message.attempt"
                + " limit :limit")
        .param("link", link)
        .param("battle", after == null ? "" : after.battle())
        .param("turn", after == null ? 0 : after.turn())
        .param("part", after == null ? "" : after.part().word())
        .param("attempt", after == null ? -1 : after.attempt())
        .param("limit", limit)
        .query((row, number) -> new Unchecked(message(row), row.getString("text")))
        .list();
  }

  /** How many messages {@link #unchecked} would list in all. */
  public long countUnchecked(String link) {
    return database
        .sql(
            "select (select count(*) from turn join battle on battle.id = turn.battle_id"
                + " where turn.prompt <> '' and battle.withdrawn_at is null and not exists"
                + " (select 1 from moderation_result done where done.battle_id = turn.battle_id"
                + " and done.turn_number = turn.number and done.part = 'prompt'"
                + " and done.link = :link and done.outcome <> 'not-checked'))"
                + " + (select count(*) from answer join battle on battle.id = answer.battle_id"
                + " where answer.state <> 'streaming' and answer.text <> ''"
                + " and battle.withdrawn_at is null and not exists"
                + " (select 1 from moderation_result done where done.battle_id = answer.battle_id"
                + " and done.turn_number = answer.turn_number and done.part = answer.seat"
                + " and done.attempt = answer.attempt"
                + " and done.link = :link and done.outcome <> 'not-checked'))")
        .param("link", link)
        .query(Long.class)
        .single();
  }

  /** Deletes all results of a person's battles, in the caller's transaction. */
  public void deleteOf(String participant) {
    database
        .sql(
            "delete from moderation_result where battle_id in"
                + " (select id from battle where participant_id = ?)")
        .param(participant)
        .update();
  }

  /** Deletes all results of these battles, in the caller's transaction. */
  public void deleteOf(List<String> battles) {
    database
        .sql("delete from moderation_result where battle_id in (:ids)")
        .param("ids", battles)
        .update();
  }

  private String written(Map<String, CategoryResult> categories) {
    ObjectNode written = json.createObjectNode();
    categories.forEach((name, result) ->
        written.putObject(name).put("flagged", result.flagged()).put("score", result.score()));
    return written.toString();
  }

  private Map<String, CategoryResult> read(String written) {
    Map<String, CategoryResult> categories = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.readTree(written).properties()) {
      categories.put(
          entry.getKey(),
          new CategoryResult(
              entry.getValue().path("flagged").asBoolean(),
              entry.getValue().path("score").asDouble()));
    }
    return categories;
  }

  private Row row(ResultSet row) throws SQLException {
    Instant at = row.getObject("checked_at", OffsetDateTime.class).toInstant();
    @Nullable String model = row.getString("model");
    @Nullable String version = row.getString("version");
    @Nullable String problem = row.getString("problem");
    Result result =
        new Result(
            row.getString("link"),
            model,
            version,
            read(row.getString("categories")),
            row.getBoolean("flagged"),
            Outcome.of(row.getString("outcome")),
            problem,
            at);
    return new Row(message(row), result);
  }

  private static MessageKey message(ResultSet row) throws SQLException {
    return new MessageKey(
        row.getString("battle_id"),
        row.getInt("turn_number"),
        MessageKey.Part.of(row.getString("part")),
        row.getInt("attempt"));
  }
}
