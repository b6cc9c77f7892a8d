package org.tiltyard.release;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tiltyard.shared.Time;

/** Votes that are the same wherever they are put in: ids, times, texts. */
final class SeededVotes {

  private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00.123456Z");
  private static final String[] LANGUAGES = {"English", "German", "Korean", "unknown"};
  private static final String[] WINNERS = {"model_a", "model_b", "tie", "tie (bothbad)"};
  private static final String[] TEXTS = {
    "It grows slowly, and grows for a thousand years. 😀",
    "Er wächst langsam:\n\n- zuerst in die Höhe\n- dann in die Breite",
    "느리게 **자랍니다**.",
    "A \"quoted\" line, a back\\slash, a tab\tand a line separator\u2028in it"
  };

  private final JdbcClient database;

  SeededVotes(JdbcClient database) {
    this.database = database;
  }

  /** An id with a number in it. */
  static String id(int kind, int number) {
    return String.format(Locale.ROOT, "%08x%024x", kind, number);
  }

  void models() {
    database
        .sql(
            "insert into endpoint (id, name, kind, base_url, created_at, version)"
                + " values (?, 'seeded', 'configured', 'http://localhost:9/v1', ?, 0)")
        .params(id(1, 0), Time.forDatabase(FIRST))
        .update();
    for (int model = 0; model < 3; model++) {
      database
          .sql(
              "insert into language_model (id, name, endpoint_id, provider_model, state, demo,"
                  + " created_at, version) values (?, ?, ?, ?, 'retired', false, ?, 0)")
          .params(
              id(2, model),
              new String[] {"oak", "elm", "yew"}[model],
              id(1, 0),
              "provider/" + model,
              Time.forDatabase(FIRST))
          .update();
    }
    for (int person = 0; person < 5; person++) {
      database
          .sql("insert into participant (id, judge, created_at) values (?, ?, ?)")
          .params(id(3, person), 1000 + person, Time.forDatabase(FIRST))
          .update();
    }
  }

  /** So many votes: some shown by name, some cut short, some short, one in ten the same. */
  void votes(int from, int count) {
    for (int i = from; i < from + count; i++) {
      String prompt =
          i % 10 == 3
              ? "What is the oldest tree in the world?"
              : i % 13 == 5 ? "Hi " + i : "Tell me about tree number " + i + ", please";
      battle(i, prompt, i % 9 == 4 ? "side-by-side" : "anonymous", i % 17 == 2);
      vote(i);
    }
  }

  void battle(int i, String prompt, String mode, boolean cut) {
    OffsetDateTime begun = at(i, 0);
    database
        .sql(
            "insert into battle (id, participant_id, mode, state, model_a, model_b, turns,"
                + " language, created_at, version) values (?, ?, ?, 'voted', ?, ?, ?, ?, ?, 0)")
        .params(
            id(4, i),
            id(3, i % 5),
            mode,
            id(2, i % 3),
            id(2, (i + 1) % 3),
            1 + i % 2,
            LANGUAGES[i % LANGUAGES.length],
            begun)
        .update();
    if (mode.equals("anonymous")) {
      database
          .sql(
              "insert into pair_draw (battle_id, attempt, reason, policy, model_a, model_b,"
                  + " propensity, created_at) values (?, 0, 'start', 'uniform', ?, ?, ?, ?)")
          .params(id(4, i), id(2, i % 3), id(2, (i + 1) % 3), 1.0 / 6, begun)
          .update();
    }
    for (int turn = 1; turn <= 1 + i % 2; turn++) {
      database
          .sql("insert into turn (battle_id, number, prompt, created_at) values (?, ?, ?, ?)")
          .params(id(4, i), turn, turn == 1 ? prompt : "And after that?", begun)
          .update();
      answer(i, turn, "a", cut ? "failed" : "complete", null);
      answer(i, turn, "b", "complete", "stop");
    }
  }

  private void answer(int i, int turn, String seat, String state, @Nullable String reason) {
    int kind = seat.equals("a") ? 5 : 6;
    database
        .sql(
            "insert into answer (id, battle_id, turn_number, seat, attempt, model_id, state, text,"
                + " reasoning, finish_reason, provider_model, tokens_in, tokens_out,"
                + " first_token_ms, duration_ms, steps, owner, lease_until, created_at, settled_at)"
                + " values (?, ?, ?, ?, 0, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                id(kind, i * 2 + turn),
                id(4, i),
                turn,
                seat,
                id(2, (seat.equals("a") ? i : i + 1) % 3),
                state,
                TEXTS[(i + turn + kind) % TEXTS.length] + " (" + seat + ")",
                reason,
                "provider/x",
                10 + turn,
                20 + turn,
                300,
                4000,
                id(7, 0),
                at(i, 1),
                at(i, 1),
                at(i, 4)))
        .update();
  }

  /** Two and two in the same tenth of a millisecond, the later id first. */
  private void vote(int i) {
    OffsetDateTime at = at(i - i % 2, 10).plusNanos(i % 2 == 0 ? 20_000 : 1_000);
    database
        .sql(
            "insert into vote (battle_id, participant_id, judge, winner, reasons, comment,"
                + " created_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                id(4, i),
                id(3, i % 5),
                1000 + i % 5,
                WINNERS[i % WINNERS.length],
                i % 4 == 0 ? "{\"a\":[\"useful\"],\"b\":[]}" : "{\"a\":[],\"b\":[]}",
                i % 6 == 0 ? "Ça va" : null,
                at))
        .update();
  }

  private static OffsetDateTime at(int i, int seconds) {
    return Time.forDatabase(FIRST.plusSeconds(60L * i + seconds));
  }
}
