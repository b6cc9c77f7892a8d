package org.tiltyard.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tiltyard.integrity.CheckProgress.Mark;
import org.tiltyard.integrity.VoteFacts.Count;
import org.tiltyard.integrity.VoteFacts.Own;
import org.tiltyard.integrity.VoteFacts.Reading;
import org.tiltyard.shared.Time;

/**
 * What the rules look at, some hundred votes at a time in order of their tags' times. Counts of
 * neighbouring votes are ranges of indexes that hold all they need.
 */
@Component
class VoteFactRecords {

  private static final String MARKS =
      "select conversation_id, tagged_at from conversation_tag where tagged_at >= :time"
          + " and (tagged_at, conversation_id) > (:time, :id)"
          + " order by tagged_at, conversation_id limit ";

  private static final String FACTS =
      """
      select tag.conversation_id, tag.tagged_at, tag.leak_a, tag.leak_b, tag.leak_user,
        vote.created_at as voted_at, battle.mode, imported.anony, net.network,
        (select count(*) from vote other where other.judge = vote.judge
          and other.created_at > vote.created_at - interval '1' minute
          and other.created_at <= vote.created_at) as judge_minute,
        (select count(*) from vote other where other.judge = vote.judge
          and other.created_at > vote.created_at - interval '1' day
          and other.created_at <= vote.created_at) as judge_day,
        (select count(*) from vote_network other where other.network = net.network
          and other.voted_at > net.voted_at - interval '1' minute
          and other.voted_at <= net.voted_at) as network_minute,
        (select count(*) from vote_network other where other.network = net.network
          and other.voted_at > net.voted_at - interval '1' day
          and other.voted_at <= net.voted_at) as network_day
      from conversation_tag tag
        left join vote on vote.battle_id = tag.conversation_id
        left join battle on battle.id = tag.conversation_id
        left join vote_network net on net.battle_id = tag.conversation_id
        left join imported_conversation imported on imported.id = tag.conversation_id
      where tag.conversation_id in (:ids)
      """;

  /** A vote's facts, and where it stands in the order. */
  record Placed(Mark mark, VoteFacts facts) {}

  /** An answer that was judged, without its text. */
  private record Answered(int turn, int attempt, Instant firstWords, long characters) {}

  private final JdbcClient database;

  VoteFactRecords(JdbcClient database) {
    this.database = database;
  }

  /** Where the next ones after a place stand: an index alone tells. */
  List<Mark> after(Mark mark, int limit) {
    return database
        .sql(MARKS + limit)
        .param("time", Time.forDatabase(mark.time()))
        .param("id", mark.id())
        .query((row, number) -> markOf(row))
        .list();
  }

  /** What is known of these votes. Those that were withdrawn meanwhile are among them. */
  List<Placed> of(List<Mark> marks) {
    record Head(Mark mark, VoteFacts facts) {}
    if (marks.isEmpty()) {
      return List.of();
    }
    List<Head> heads =
        database
            .sql(FACTS)
            .param("ids", marks.stream().map(Mark::id).toList())
            .query((row, number) -> new Head(markOf(row), facts(row)))
            .list();
    Map<String, Reading> readings =
        readings(
            heads.stream()
                .filter(head -> head.facts.own() != null)
                .map(head -> head.mark.id())
                .toList());
    return heads.stream()
        .map(head -> new Placed(head.mark, with(head.facts, readings.get(head.mark.id()))))
        .toList();
  }

  private static VoteFacts with(VoteFacts facts, @Nullable Reading reading) {
    Own own = facts.own();
    return own == null
        ? facts
        : new VoteFacts(
            facts.conversation(),
            facts.named(),
            facts.leaks(),
            facts.mentioned(),
            new Own(own.votedAt(), reading, own.judge(), own.network()));
  }

  private static Mark markOf(ResultSet row) throws SQLException {
    return new Mark(
        row.getObject("tagged_at", OffsetDateTime.class).toInstant(),
        row.getString("conversation_id"));
  }

  private static VoteFacts facts(ResultSet row) throws SQLException {
    OffsetDateTime votedAt = row.getObject("voted_at", OffsetDateTime.class);
    String mode = row.getString("mode");
    Boolean anonymous = row.getObject("anony", Boolean.class);
    boolean named = mode == null ? Boolean.FALSE.equals(anonymous) : !mode.equals("anonymous");
    int leaks = (row.getBoolean("leak_a") ? 1 : 0) + (row.getBoolean("leak_b") ? 1 : 0);
    Count network =
        row.getString("network") == null
            ? null
            : new Count(row.getLong("network_minute"), row.getLong("network_day"));
    return new VoteFacts(
        row.getString("conversation_id"),
        named,
        leaks,
        row.getBoolean("leak_user"),
        votedAt == null
            ? null
            : new Own(
                votedAt.toInstant(),
                null,
                new Count(row.getLong("judge_minute"), row.getLong("judge_day")),
                network));
  }

  /** What there was to read last in battles; none where a time is missing. */
  private Map<String, Reading> readings(Collection<String> battles) {
    if (battles.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<String, Answered>> last = new HashMap<>();
    database
        .sql(
            "select battle_id, turn_number, seat, attempt, created_at, first_token_ms, duration_ms,"
                + " settled_at, char_length(text) as characters from answer"
                + " where battle_id in (:battles)")
        .param("battles", battles)
        .query(row -> {
          Instant firstWords = firstWords(row);
          if (firstWords != null) {
            Answered answered =
                new Answered(
                    row.getInt("turn_number"),
                    row.getInt("attempt"),
                    firstWords,
                    row.getLong("characters"));
            last.computeIfAbsent(row.getString("battle_id"), id -> new HashMap<>())
                .merge(row.getString("seat"), answered, VoteFactRecords::later);
          }
        });
    Map<String, Reading> readings = new HashMap<>();
    last.forEach((battle, seats) -> {
      List<Answered> both = new ArrayList<>(seats.values());
      if (both.size() == 2 && both.getFirst().turn == both.getLast().turn) {
        readings.put(battle, reading(both.getFirst(), both.getLast()));
      }
    });
    return readings;
  }

  private static Reading reading(Answered one, Answered other) {
    Instant from = one.firstWords.isAfter(other.firstWords) ? one.firstWords : other.firstWords;
    return new Reading(from, one.characters + other.characters);
  }

  private static Answered later(Answered one, Answered other) {
    boolean first =
        one.turn > other.turn || (one.turn == other.turn && one.attempt > other.attempt);
    return first ? one : other;
  }

  /** When the first words were there: counted back from the end, as retries delay the beginning. */
  private static @Nullable Instant firstWords(ResultSet row) throws SQLException {
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    Integer first = row.getObject("first_token_ms", Integer.class);
    Integer whole = row.getObject("duration_ms", Integer.class);
    if (settled == null) {
      return null;
    }
    return first != null && whole != null && whole >= first
        ? settled.toInstant().minusMillis((long) whole - first)
        : settled.toInstant();
  }
}
