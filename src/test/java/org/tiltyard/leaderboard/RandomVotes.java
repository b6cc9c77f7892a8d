package org.tiltyard.leaderboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tiltyard.Tiltyard;
import org.tiltyard.battle.Withdrawal;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.integrity.SeededDecisions;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import org.tiltyard.vote.VotesChanged;

/**
 * What happens to votes on one node, at random but from a seed: they are cast, tagged, flagged,
 * restored, excluded, and withdrawn, each in its transaction, with the event that tells of it.
 */
final class RandomVotes {

  /** The first of them was cast on that day; there are some of every day for a month. */
  static final LocalDate FIRST_DAY = LocalDate.now(ZoneOffset.UTC).minusDays(35);

  private static final Instant FIRST = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  private static final int MODELS = 12;
  private static final int PEOPLE = 40;
  private static final String[] WINNERS = {"model_a", "model_b", "tie", "tie (bothbad)"};
  private static final String[] LANGUAGES = {"English", "German", "Korean", "unknown"};
  static final List<String> RULES = List.of("too-fast", "repeated-prompt", "burst");

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Withdrawal withdrawal;
  private final int node;
  private final SplittableRandom random;
  private final List<String> cast = new ArrayList<>();

  RandomVotes(TestArena arena, int node, long seed) {
    this(arena::part, arena::publish, node, seed);
  }

  private RandomVotes(Parts arena, ApplicationEventPublisher events, int node, long seed) {
    this.database = arena.part(JdbcClient.class);
    this.batches = arena.part(JdbcTemplate.class);
    this.transaction = arena.part(TransactionTemplate.class);
    this.withdrawal = arena.part(Withdrawal.class);
    this.events = events;
    this.node = node;
    this.random = new SplittableRandom(seed + node);
  }

  private interface Parts {
    <T> T part(Class<T> type);
  }

  /** A node in a process of its own, on which this happens as soon as it is up. */
  static final class Node {

    private Node() {}

    /** Settings of its own say which node it is, from which seed, and how many votes. */
    public static void main(String[] arguments) {
      ConfigurableApplicationContext arena = SpringApplication.run(Tiltyard.class, arguments);
      ConfigurableEnvironment given = arena.getEnvironment();
      new RandomVotes(
              arena::getBean,
              arena::publishEvent,
              given.getRequiredProperty("random.node", Integer.class),
              given.getRequiredProperty("random.seed", Long.class))
          .happen(given.getRequiredProperty("random.votes", Integer.class));
    }
  }

  /** An id with two numbers in it. */
  static String id(int kind, int number) {
    return String.format(Locale.ROOT, "%08x%024x", kind, number);
  }

  static String name(int model) {
    return "model " + (char) ('a' + model);
  }

  /** Models and people that all nodes know. */
  static void people(JdbcClient database) {
    database
        .sql(
            "insert into endpoint (id, name, kind, base_url, created_at, version)"
                + " values (?, 'seeded', 'configured', 'http://localhost:9/v1', ?, 0)")
        .params(id(1, 0), Time.forDatabase(FIRST))
        .update();
    for (int model = 0; model < MODELS; model++) {
      database
          .sql(
              "insert into language_model (id, name, endpoint_id, provider_model, state, demo,"
                  + " created_at, version) values (?, ?, ?, ?, 'retired', false, ?, 0)")
          .params(id(2, model), name(model), id(1, 0), "p/" + model, Time.forDatabase(FIRST))
          .update();
    }
    for (int person = 0; person < PEOPLE; person++) {
      database
          .sql("insert into participant (id, judge, created_at) values (?, ?, ?)")
          .params(id(3, person), 1000 + person, Time.forDatabase(FIRST))
          .update();
    }
  }

  /** So many votes, with all that happens to them meanwhile. */
  void happen(int votes) {
    while (cast.size() < votes) {
      int what = random.nextInt(100);
      if (what < 50 || cast.isEmpty()) {
        castSome(Math.min(1 + random.nextInt(50), votes - cast.size()));
      } else if (what < 70) {
        flag(any());
      } else if (what < 80) {
        clear(any());
      } else if (what < 90) {
        decide(any(), random.nextBoolean() ? "restored" : "excluded");
      } else if (what < 99) {
        tag(any());
      } else {
        // Of people of this node alone: two at once would wait for each other.
        withdrawal.withdraw(person(random.nextInt(PEOPLE / 2) * 2 + node));
      }
    }
  }

  /** One vote more, and nothing else. */
  void castOne() {
    castSome(1);
  }

  private String any() {
    return cast.get(random.nextInt(cast.size()));
  }

  private static ParticipantId person(int number) {
    return new ParticipantId(id(3, number));
  }

  private void castSome(int count) {
    List<Object[]> battles = new ArrayList<>();
    List<Object[]> votes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String battle = id(0x10 + node, cast.size() + i);
      int number = (cast.size() + i) * 2 + node;
      Instant at = FIRST.plusSeconds(270L * number);
      int person = random.nextInt(PEOPLE);
      int a = random.nextInt(MODELS);
      int b = (a + 1 + random.nextInt(MODELS - 1)) % MODELS;
      battles.add(
          new Object[] {
            battle,
            id(3, person),
            random.nextInt(5) == 0 ? "side-by-side" : "anonymous",
            id(2, a),
            id(2, b),
            1 + random.nextInt(3),
            LANGUAGES[random.nextInt(LANGUAGES.length)],
            Time.forDatabase(at)
          });
      votes.add(
          new Object[] {
            battle,
            id(3, person),
            1000 + person,
            // The later letters win more often.
            random.nextInt(3) == 0
                ? WINNERS[2 + random.nextInt(2)]
                : WINNERS[random.nextInt(MODELS * 2) < MODELS + a - b ? 0 : 1],
            Time.forDatabase(at.plusSeconds(30))
          });
      ids.add(battle);
    }
    transaction.executeWithoutResult(status -> {
      batches.batchUpdate(
          "insert into battle (id, participant_id, mode, state, model_a, model_b, turns, language,"
              + " created_at, version) values (?, ?, ?, 'voted', ?, ?, ?, ?, ?, 0)",
          battles);
      batches.batchUpdate(
          "insert into vote (battle_id, participant_id, judge, winner, reasons, created_at)"
              + " values (?, ?, ?, ?, '{\"a\":[],\"b\":[]}', ?)",
          votes);
      events.publishEvent(new VotesChanged(ids));
    });
    cast.addAll(ids);
  }

  private void flag(String vote) {
    String rule = RULES.get(random.nextInt(RULES.size()));
    change(
        vote,
        "insert into vote_flag (conversation_id, rule, state, version, flagged_at)"
            + " values (?, ?, ?, 1, ?) on conflict do nothing",
        vote,
        rule,
        random.nextInt(4) == 0 ? "unavailable" : "flagged",
        Time.forDatabase(FIRST));
  }

  private void clear(String vote) {
    change(vote, "delete from vote_flag where conversation_id = ?", vote);
  }

  private void decide(String vote, String decision) {
    transaction.executeWithoutResult(status -> {
      new SeededDecisions(database).decide(vote, decision, FIRST);
      events.publishEvent(new VotesChanged(List.of(vote)));
    });
  }

  /** Beside the arena's own tagger, which may be quicker. */
  private void tag(String vote) {
    int tokens = 1 + random.nextInt(500);
    boolean code = random.nextBoolean();
    transaction.executeWithoutResult(status -> {
      int there =
          database
              .sql("update conversation_tag set tokens_a = ?, code = ? where conversation_id = ?")
              .params(tokens, code, vote)
              .update();
      if (there == 0) {
        database
            .sql(
                "insert into conversation_tag (conversation_id, leak_a, leak_b, leak_user,"
                    + " personal, prompt_hash, tokens_user, tokens_a, tokens_b, headers_a,"
                    + " headers_b, lists_a, lists_b, bold_a, bold_b, code, refusal, version,"
                    + " tagged_at) values (?, false, false, false, '', '', 1, ?, 10, 0, 1, 2, 3, 4,"
                    + " 5, ?, false, 1, ?) on conflict do nothing")
            .params(vote, tokens, code, Time.forDatabase(FIRST))
            .update();
      }
      events.publishEvent(new VotesChanged(List.of(vote)));
    });
  }

  private void change(String vote, String sql, Object... parameters) {
    transaction.executeWithoutResult(status -> {
      database.sql(sql).params(parameters).update();
      events.publishEvent(new VotesChanged(List.of(vote)));
    });
  }
}
