package org.tiltyard.battle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.models.ModelId;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.InList;
import org.tiltyard.shared.Time;

/**
 * Turns and answers in the database. Answers are appended and settled by single statements, each of
 * which only touches an answer that is still streaming and still this node's.
 */
@Component
class Transcripts {

  /** A running answer's text so far. */
  record Progress(AnswerId answer, String text, String reasoning) {}

  /** How an answer ended, with its whole text, and when. */
  record End(Progress last, Settlement settlement, Instant at) {}

  private static final String COLUMNS =
      "answer.id, answer.battle_id, turn_number, seat, attempt, model_id, state, text, reasoning,"
          + " failure, lease_until";

  /** Values that may be null need their types. */
  private static final int[] END_TYPES = {
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.VARCHAR,
    Types.INTEGER,
    Types.INTEGER,
    Types.INTEGER,
    Types.INTEGER,
    Types.TIMESTAMP_WITH_TIMEZONE,
    Types.DOUBLE,
    Types.DOUBLE,
    Types.VARCHAR,
    Types.VARCHAR
  };

  /** In which rows are written, so that no two transactions wait for each other. */
  private static final Comparator<Progress> IN_ORDER =
      Comparator.comparing(progress -> progress.answer().value());

  private static final int SAVED_AT_ONCE = 100;
  private static final Duration OWN_GRACE = Duration.ofMinutes(2);

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;

  /** Which process an answer belongs to, for as long as its lease lasts. */
  private final String node = Identifier.random();

  Transcripts(JdbcClient database, JdbcTemplate batches, TransactionTemplate transaction) {
    this.database = database;
    this.batches = batches;
    this.transaction = transaction;
  }

  void addTurn(BattleId battle, int number, Prompt prompt, Instant now) {
    database
        .sql(
            "insert into turn (battle_id, number, prompt, terms_version, created_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                battle.value(), number, prompt.text(), prompt.terms(), Time.forDatabase(now)))
        .update();
  }

  void add(Answer answer, Instant now) {
    database
        .sql(
            "insert into answer (id, battle_id, turn_number, seat, attempt, model_id, state, text,"
                + " reasoning, steps, owner, lease_until, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, '', '', '[]', ?, ?, ?)")
        .params(
            answer.id().value(),
            answer.battleId().value(),
            answer.turn(),
            answer.seat().word(),
            answer.attempt(),
            answer.modelId().value(),
            answer.state().word(),
            node,
            Time.forDatabase(answer.leaseUntil()),
            Time.forDatabase(now))
        .update();
  }

  /** Every turn of the battle with the answers that count, in order. */
  List<Turn> turns(BattleId battle) {
    Map<Integer, Map<Seat, Answer>> answers = new TreeMap<>();
    database
        .sql("select " + COLUMNS + " from answer where battle_id = ? order by attempt")
        .param(battle.value())
        .query((row, number) -> answer(row))
        .list()
        .forEach(answer ->
            answers
                .computeIfAbsent(answer.turn(), turn -> new EnumMap<>(Seat.class))
                .put(answer.seat(), answer));
    List<Turn> turns = new ArrayList<>();
    database
        .sql("select number, prompt from turn where battle_id = ? order by number")
        .param(battle.value())
        .query(row -> {
          Map<Seat, Answer> seats = answers.getOrDefault(row.getInt(1), Map.of());
          Answer a = seats.get(Seat.A);
          if (a != null) {
            turns.add(new Turn(row.getInt(1), row.getString(2), a, seats.get(Seat.B)));
          }
        });
    return turns;
  }

  /** The turns that the battle carries on from, oldest first; those battles are closed. */
  List<Turn> carriedBy(Battle battle) {
    Deque<BattleId> before = new ArrayDeque<>();
    for (BattleId id = battle.continues(); id != null; id = continuedBy(id)) {
      before.addFirst(id);
    }
    return before.stream().flatMap(id -> turns(id).stream()).toList();
  }

  private @Nullable BattleId continuedBy(BattleId battle) {
    return database
        .sql("select continues from battle where id = ? and continues is not null")
        .param(battle.value())
        .query((row, number) -> new BattleId(row.getString(1)))
        .optional()
        .orElse(null);
  }

  /** The last turn alone. */
  Turn lastTurn(BattleId battle) {
    Turn last = lastTurns(List.of(battle)).get(battle);
    if (last == null) {
      throw new IllegalStateException("no turn of battle " + battle);
    }
    return last;
  }

  /** The last turns of some battles, by battle: every vote asks for one. */
  Map<BattleId, Turn> lastTurns(Collection<BattleId> battles) {
    if (battles.isEmpty()) {
      return Map.of();
    }
    Map<BattleId, String> prompts = new HashMap<>();
    Map<BattleId, Map<Seat, Answer>> seats = new HashMap<>();
    database
        .sql(
            "select turn.prompt, "
                + COLUMNS
                + " from turn join answer on answer.battle_id = turn.battle_id"
                + " and answer.turn_number = turn.number where turn.battle_id in (:battles)"
                + " and turn.number = (select max(later.number) from turn later"
                + " where later.battle_id = turn.battle_id) order by attempt")
        .param("battles", InList.padded(battles.stream().map(BattleId::value)))
        .query(row -> {
          Answer answer = answer(row);
          prompts.put(answer.battleId(), row.getString("prompt"));
          seats
              .computeIfAbsent(answer.battleId(), battle -> new EnumMap<>(Seat.class))
              .put(answer.seat(), answer);
        });
    Map<BattleId, Turn> turns = new HashMap<>();
    seats.forEach((battle, answers) -> {
      Answer a = answers.get(Seat.A);
      if (a != null) {
        String prompt = Objects.requireNonNull(prompts.get(battle));
        turns.put(battle, new Turn(a.turn(), prompt, a, answers.get(Seat.B)));
      }
    });
    return turns;
  }

  /**
   * Saves running texts and renews their leases, some in each transaction: a commit costs more than
   * a row, and whoever settles an answer waits for the transaction that has just saved it.
   */
  void save(List<Progress> running, Instant leaseUntil) {
    OffsetDateTime until = Time.forDatabase(leaseUntil);
    List<Progress> ordered = running.stream().sorted(IN_ORDER).toList();
    for (int from = 0; from < ordered.size(); from += SAVED_AT_ONCE) {
      List<Progress> some = ordered.subList(from, Math.min(ordered.size(), from + SAVED_AT_ONCE));
      transaction.executeWithoutResult(status -> saveSome(some, until));
    }
  }

  private void saveSome(List<Progress> running, OffsetDateTime until) {
    batches.batchUpdate(
        "update answer set text = ?, reasoning = ?, lease_until = ?"
            + " where id = ? and owner = ? and state = 'streaming'",
        running.stream()
            .map(one ->
                new Object[] {one.text(), one.reasoning(), until, one.answer().value(), node})
            .toList());
  }

  /**
   * Ends answers, in one transaction. Their costs are those of their models' prices at this moment.
   *
   * @return those that were still running; another had ended before, for example, when its lease
   *     ran out
   */
  Set<AnswerId> settle(List<End> ends) {
    List<End> ordered = ends.stream().sorted(Comparator.comparing(End::last, IN_ORDER)).toList();
    int[] changed =
        Objects.requireNonNull(
            transaction.execute(status ->
                batches.batchUpdate(
                    "update answer set state = ?, text = ?, reasoning = ?, failure = ?,"
                        + " failure_detail = ?, finish_reason = ?, provider_model = ?,"
                        + " tokens_in = ?, tokens_out = ?, first_token_ms = ?, duration_ms = ?,"
                        + " settled_at = ?, cost = (select (? * price_in + ? * price_out) / 1000000"
                        + " from language_model where language_model.id = answer.model_id)"
                        + " where id = ? and owner = ? and state = 'streaming'",
                    ordered.stream().map(this::values).toList(),
                    END_TYPES)));
    Set<AnswerId> ended = new HashSet<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] > 0) {
        ended.add(ordered.get(i).last().answer());
      }
    }
    return ended;
  }

  private @Nullable Object[] values(End end) {
    Settlement settlement = end.settlement();
    var usage = settlement.usage();
    return new @Nullable Object[] {
      settlement.state().word(),
      end.last().text(),
      end.last().reasoning(),
      settlement.failure(),
      settlement.detail(),
      settlement.finishReason(),
      settlement.providerModel(),
      usage == null ? null : usage.tokensIn(),
      usage == null ? null : usage.tokensOut(),
      settlement.firstTokenMillis(),
      settlement.durationMillis(),
      Time.forDatabase(end.at()),
      usage == null ? null : (double) usage.tokensIn(),
      usage == null ? null : (double) usage.tokensOut(),
      end.last().answer().value(),
      node
    };
  }

  /** Notes what was done before the first token, and who answers now. */
  void noteSteps(AnswerId answer, String steps, ModelId model) {
    database
        .sql("update answer set steps = ?, model_id = ? where id = ?")
        .params(steps, model.value(), answer.value())
        .update();
  }

  /**
   * Marks answers whose node has gone; what was saved of them stands. This node's own are given
   * longer: when it is too busy to renew a lease in time, it has not gone.
   */
  int interruptAbandoned(Instant now) {
    return database
        .sql(
            "update answer set state = 'interrupted', settled_at = ?"
                + " where state = 'streaming' and lease_until < ?"
                + " and (owner <> ? or lease_until < ?)")
        .params(
            Time.forDatabase(now),
            Time.forDatabase(now),
            node,
            Time.forDatabase(now.minus(OWN_GRACE)))
        .update();
  }

  private static Answer answer(ResultSet row) throws SQLException {
    @Nullable String failure = row.getString("failure");
    return new Answer(
        new AnswerId(row.getString("id")),
        new BattleId(row.getString("battle_id")),
        row.getInt("turn_number"),
        Seat.of(row.getString("seat")),
        row.getInt("attempt"),
        new ModelId(row.getString("model_id")),
        AnswerState.of(row.getString("state")),
        row.getString("text"),
        row.getString("reasoning"),
        failure,
        row.getObject("lease_until", OffsetDateTime.class).toInstant());
  }
}
