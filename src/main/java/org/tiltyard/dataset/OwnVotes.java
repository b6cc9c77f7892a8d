package org.tiltyard.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.shared.Time;

/** The votes of this arena without the texts, some at a time. Withdrawn ones are not among them. */
@Component
class OwnVotes {

  private static final String FROM =
      " from vote"
          + " join battle on battle.id = vote.battle_id"
          + " join language_model a on a.id = battle.model_a"
          + " join language_model b on b.id = battle.model_b";
  private static final String UP_TO = FROM + " where vote.created_at < :upTo";
  private static final String COLUMNS =
      "select vote.battle_id, battle.continues, a.name as name_a, b.name as name_b, vote.winner,"
          + " vote.judge, vote.reasons, vote.comment, battle.mode,"
          + " coalesce(battle.language, 'unknown') as language, vote.created_at,"
          + " (a.demo or b.demo) as demo";

  /** A vote and what is known of its battle. */
  record Head(
      String id,
      @Nullable String continues,
      String modelA,
      String modelB,
      String winner,
      int judge,
      String reasons,
      @Nullable String comment,
      String mode,
      String language,
      Instant votedAt,
      boolean demo) {}

  private final JdbcClient database;

  OwnVotes(JdbcClient database) {
    this.database = database;
  }

  /** The next ones in order of (time, id). */
  List<Head> after(Instant time, String id, Selection selection, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("afterTime", Time.forDatabase(time));
    parameters.put("afterId", id);
    return database
        .sql(
            COLUMNS
                + UP_TO
                + filter(selection, parameters)
                + " and battle.withdrawn_at is null"
                + " and vote.created_at >= :afterTime"
                + " and (vote.created_at, vote.battle_id) > (:afterTime, :afterId)"
                + " order by vote.created_at, vote.battle_id limit "
                + limit)
        .params(parameters)
        .query((row, number) -> head(row))
        .list();
  }

  /** The next ones of a short span of time in order of their ids. */
  List<Head> within(Instant first, Instant end, String id, Selection selection, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("first", Time.forDatabase(first));
    parameters.put("end", Time.forDatabase(end));
    parameters.put("afterId", id);
    return database
        .sql(
            COLUMNS
                + UP_TO
                + filter(selection, parameters)
                + " and battle.withdrawn_at is null"
                + " and vote.created_at >= :first and vote.created_at < :end"
                + " and vote.battle_id > :afterId order by vote.battle_id limit "
                + limit)
        .params(parameters)
        .query((row, number) -> head(row))
        .list();
  }

  /**
   * Those since a time whose tags are not up to date. Votes that have them are passed over by two
   * indexes, before anything else of them is read.
   */
  List<Head> untagged(Instant since, int version, String leakNames, int limit) {
    return database
        .sql(
            COLUMNS
                + FROM
                + " where vote.created_at >= :since and battle.withdrawn_at is null"
                + " and not exists (select 1 from conversation_tag tag"
                + " where tag.conversation_id = vote.battle_id and "
                + TagRecords.UP_TO_DATE
                + ") order by vote.created_at, vote.battle_id limit "
                + limit)
        .param("since", Time.forDatabase(since))
        .param("version", version)
        .param("names", leakNames)
        .query((row, number) -> head(row))
        .list();
  }

  /** The vote on a battle. */
  List<Head> of(String battle) {
    return database
        .sql(COLUMNS + FROM + " where vote.battle_id = ? and battle.withdrawn_at is null")
        .param(battle)
        .query((row, number) -> head(row))
        .list();
  }

  /** How many there are. */
  long count(Selection selection, boolean withdrawn) {
    Map<String, Object> parameters = new HashMap<>();
    return database
        .sql(
            "select count(*)"
                + UP_TO
                + filter(selection, parameters)
                + (withdrawn
                    ? " and battle.withdrawn_at is not null"
                    : " and battle.withdrawn_at is null"))
        .params(parameters)
        .query(Long.class)
        .single();
  }

  /** Votes in whose battle a demo program took part. */
  long countWithDemos() {
    return database
        .sql(
            "select count(*) from vote"
                + " join battle on battle.id = vote.battle_id"
                + " join language_model a on a.id = battle.model_a"
                + " join language_model b on b.id = battle.model_b"
                + " where (a.demo or b.demo) and battle.withdrawn_at is null")
        .query(Long.class)
        .single();
  }

  private static String filter(Selection selection, Map<String, Object> parameters) {
    StringBuilder sql = new StringBuilder();
    parameters.put("upTo", Time.forDatabase(selection.upTo()));
    Instant from = selection.from();
    if (from != null) {
      sql.append(" and vote.created_at >= :from");
      parameters.put("from", Time.forDatabase(from));
    }
    if (!selection.models().isEmpty()) {
      sql.append(" and a.name in (:models) and b.name in (:models)");
      parameters.put("models", selection.models());
    }
    if (!selection.languages().isEmpty()) {
      sql.append(" and coalesce(battle.language, 'unknown') in (:languages)");
      parameters.put("languages", selection.languages());
    }
    return sql.toString();
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getString("battle_id"),
        row.getString("continues"),
        row.getString("name_a"),
        row.getString("name_b"),
        row.getString("winner"),
        row.getInt("judge"),
        row.getString("reasons"),
        row.getString("comment"),
        row.getString("mode"),
        row.getString("language"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("demo"));
  }
}
