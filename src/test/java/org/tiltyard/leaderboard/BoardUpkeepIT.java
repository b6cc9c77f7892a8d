package org.tiltyard.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.tiltyard.testing.Eventually.within;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobId;
import org.tiltyard.jobs.JobState;
import org.tiltyard.jobs.Jobs;
import org.tiltyard.leaderboard.BoardDays.Snapshot;
import org.tiltyard.leaderboard.RecountRecords.Recount;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Boards stay right whatever happens to votes; what is wrong all the same is found and mended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardUpkeepIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int VOTES = 10_000;
  private static final long SEED = 20261125;

  private static final int LATER = 20;
  private static final List<String> SETTINGS =
      List.of(
          "--tiltyard.admin.password=" + PASSWORD,
          "--tiltyard.leaderboard.minimum-votes=50",
          "--tiltyard.integrity.too-fast=leave-out",
          "--tiltyard.integrity.repeated-prompt=leave-out",
          "--tiltyard.integrity.burst=leave-out");

  private static TestArena arena;
  private static Voter admin;

  @BeforeAll
  static void open() {
    arena = TestArena.start(SETTINGS.toArray(String[]::new));
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    RandomVotes.people(arena.database());
    within(SOON, "the rules are known", () -> knownRules().containsAll(RandomVotes.RULES));
    // Votes without texts have nothing to tag or to check: as if another node were at it.
    heldElsewhere("tagging_lease");
    heldElsewhere("integrity_state");
  }

  private static List<String> knownRules() {
    return arena
        .database()
        .sql("select rule from integrity_rule where mode = 'leave-out' and announced is null")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static void heldElsewhere(String lease) {
    arena
        .database()
        .sql("update " + lease + " set owner = 'other', lease_until = ?")
        .param(OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))
        .update();
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  private static void counted() {
    within(SOON, "all is counted", () -> arena.part(Changes.class).waiting() == 0);
  }

  /** Pair, winner and how many, of the votes that the usual board rests on; by hand. */
  private static Map<String, Long> byHand() {
    Map<String, Long> counts = new HashMap<>();
    arena
        .database()
        .sql(
            """
            select a.name as a, b.name as b, vote.winner, count(*) as votes
            from vote join battle on battle.id = vote.battle_id
              join language_model a on a.id = battle.model_a
              join language_model b on b.id = battle.model_b
              left join vote_decision on vote_decision.conversation_id = vote.battle_id
            where battle.withdrawn_at is null and battle.mode = 'anonymous'
              and coalesce(vote_decision.decision, '') <> 'excluded'
              and (vote_decision.decision = 'restored' or not exists (select 1 from vote_flag
                where vote_flag.conversation_id = vote.battle_id and state = 'flagged'))
            group by a.name, b.name, vote.winner
            """)
        .query(row -> {
          String a = row.getString("a");
          String b = row.getString("b");
          long votes = row.getLong("votes");
          switch (row.getString("winner")) {
            case "model_a" -> counts.merge(a + " beat " + b, votes, Long::sum);
            case "model_b" -> counts.merge(b + " beat " + a, votes, Long::sum);
            default -> {
              counts.merge(a + " tied " + b, votes, Long::sum);
              counts.merge(b + " tied " + a, votes, Long::sum);
            }
          }
        });
    return counts;
  }

  /** The same from the board. */
  private static Map<String, Long> onBoard(Board board) {
    Map<String, Long> counts = new HashMap<>();
    List<BoardRow> rows = board.rows();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.size(); j++) {
        PairTable.Meeting met = board.pairs().of(i, j);
        String a = rows.get(i).name();
        String b = rows.get(j).name();
        if (i != j && met.wins() > 0) {
          counts.put(a + " beat " + b, met.wins());
        }
        if (i != j && met.ties() > 0) {
          counts.put(a + " tied " + b, met.ties());
        }
      }
    }
    return counts;
  }

  private static Map<Cell, Cell.Count> addedUp() {
    return arena.part(CellRecords.class).recounted();
  }

  private static void assertRight() {
    Map<Cell, Cell.Count> cells = arena.part(CellRecords.class).all();
    assertThat(cells).isEqualTo(addedUp());
    assertThat(onBoard(arena.part(Boards.class).of(BoardQuery.DEFAULT))).isEqualTo(byHand());
  }

  private static Recount recount() {
    assertThat(admin.postForm("/admin/leaderboard/recount", Map.of()).statusCode()).isEqualTo(303);
    ended(DailyWork.RECOUNT);
    return arena.part(RecountRecords.class).newest(1).getFirst();
  }

  private static void ended(String task) {
    within(
        SOON,
        task,
        () -> {
          Job job = arena.part(DailyWork.class).newest(task).orElseThrow();
          assertThat(job.state()).as(job.failure()).isNotEqualTo(JobState.FAILED);
          return job.state() == JobState.DONE;
        });
  }

  /** Two nodes on one database are two processes. */
  @Test
  @Order(1)
  @EnabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
  void twoNodesCountAsItComesWhatARecountFinds() throws InterruptedException {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(
        List.of("--random.node=1", "--random.seed=" + SEED, "--random.votes=" + VOTES / 2));
    try (ArenaProcess there =
        ArenaProcess.start(RandomVotes.Node.class.getName(), arena.databaseAddress(), settings)) {
      RandomVotes here = new RandomVotes(arena, 0, SEED);
      here.happen(VOTES / 2);
      within(SOON, "the other node has cast its votes", () -> cast() == VOTES);
      counted();
      assertRight();
      Voter reader = there.newVoter();
      within(SOON, "both show the same", () -> models(reader).equals(models(arena.newVoter())));

      printHowSoon(here, reader);
      assertThat(models(reader)).isEqualTo(models(arena.newVoter()));
    }
    assertRecountFindsNothing(VOTES + LATER);
  }

  private static long cast() {
    return arena.database().sql("select count(*) from vote").query(Long.class).single();
  }

  private static JsonNode board(Voter reader) {
    return Voter.json(reader.get("/leaderboard", "application/json"));
  }

  private static JsonNode models(Voter reader) {
    return board(reader).get("models");
  }

  /** How long a vote that is cast on one node takes to the board of another, asked by HTTP. */
  private static void printHowSoon(RandomVotes here, Voter reader) {
    long[] millis = new long[LATER];
    for (int i = 0; i < LATER; i++) {
      long before = board(reader).get("revision").asLong();
      long start = System.nanoTime();
      here.castOne();
      long end = start + SOON.toNanos();
      while (board(reader).get("revision").asLong() == before) {
        assertThat(System.nanoTime()).as("the other node follows").isLessThan(end);
      }
      millis[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
    Arrays.sort(millis);
    System.out.printf(
        "A vote is on the board of another node after %d ms (median of %d), %d ms at most%n",
        millis[LATER / 2], LATER, millis[LATER - 1]);
  }

  private static void assertRecountFindsNothing(int votes) {
    assertThat(arena.part(Recounting.class).counted()).isEqualTo(votes);
    assertRight();
    Recount found = recount();
    assertThat(found.votes()).isEqualTo(votes);
    assertThat(found.foundSomething()).isFalse();
    assertThat(admin.get("/admin", "text/html").body()).doesNotContain("last recount");
  }

  /** H2 is for one process, which may have two that count. */
  @Test
  @Order(1)
  @DisabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
  void countsAsItComesWhatARecountFinds() throws InterruptedException, ExecutionException {
    // The other one hears of votes by looking alone: nobody rings its bell.
    Counter other = new Counter(arena.part(Changes.class), arena.part(Counting.class), new Bell());
    other.start();
    try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      Future<?> here = nodes.submit(() -> new RandomVotes(arena, 0, SEED).happen(VOTES / 2));
      Future<?> there = nodes.submit(() -> new RandomVotes(arena, 1, SEED).happen(VOTES / 2));
      here.get();
      there.get();
    }
    counted();
    other.stop();

    assertRecountFindsNothing(VOTES);
  }

  @Test
  @Order(2)
  void findsAndMendsWhatIsWrong() {
    JdbcTemplate sql = arena.part(JdbcTemplate.class);
    String some = " where conversation_id like '0000001%0'";
    int turned =
        sql.update(
            "update board_vote set outcome = case when outcome = 'tie' then 'model_a' else 'tie'"
                + " end"
                + some);
    int lost = sql.update("delete from board_vote where conversation_id like '0000001%7'");
    int invented =
        sql.update(
            "insert into board_vote (conversation_id, model_a, model_b, outcome, voted_at, source,"
                + " mode, judge_group, language, coding, math, long_prompt, multi_turn,"
                + " instructions, left_out) values ('nowhere', ?, ?, 'tie', current_timestamp,"
                + " 'own', 'anonymous', 'visitor', 'English', false, false, false, false, false,"
                + " '')",
            RandomVotes.id(2, 0),
            RandomVotes.id(2, 1));
    assertThat(List.of(turned, lost)).allMatch(number -> number > 100);

    Recount found = recount();

    assertThat(found.wrongVotes()).isEqualTo(turned + lost + invented);
    assertThat(found.wrongCounts()).isPositive();
    assertRight();
    assertThat(admin.get("/admin", "text/html").body())
        .contains("The last recount of the leaderboard corrected");
    assertThat(admin.get("/admin/audit?action=leaderboard.corrected", "text/html").body())
        .contains("leaderboard.corrected");

    sql.update("update board_cell set wins = wins + 3 where language = 'Korean'");
    assertThat(recount().wrongVotes()).isZero();
    assertRight();
    assertThat(recount().foundSomething()).isFalse();
    assertThat(admin.get("/admin", "text/html").body()).doesNotContain("last recount");
  }

  @Test
  @Order(3)
  void storesTheBoardOfEachDayOnceHoweverManyNodesBegin() {
    DailyWork daily = arena.part(DailyWork.class);
    daily.begin();
    ended(DailyWork.RECOUNT);
    daily.begin();
    JobId begun = daily.newest(DailyWork.HISTORY).map(Job::id).orElseThrow();
    daily.begin();
    assertThat(daily.newest(DailyWork.HISTORY).map(Job::id)).contains(begun);
    assertThat(arena.part(Jobs.class).newest(arena.part(BoardHistory.class), 9)).hasSize(1);
    ended(DailyWork.HISTORY);

    BoardDays days = arena.part(BoardDays.class);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(days.first()).contains(RandomVotes.FIRST_DAY);
    assertThat(days.last()).contains(today.minusDays(1));
    LocalDate day = RandomVotes.FIRST_DAY.plusDays(20);
    Board then = arena.part(Boards.class).of(BoardQuery.DEFAULT.until(day));
    assertThat(then.rows()).hasSizeGreaterThan(3);
    assertThat(days.of(day))
        .extracting(Snapshot::name, Snapshot::rating, Snapshot::votes)
        .containsExactlyElementsOf(
            then.rows().stream().map(row -> tuple(row.name(), row.rating(), row.votes())).toList());

    // Days that were missed.
    arena.database().sql("delete from board_day where on_day > ?").param(day).update();
    arena.database().sql("update board_task set on_day = null").update();
    daily.begin();
    ended(DailyWork.RECOUNT);
    daily.begin();
    ended(DailyWork.HISTORY);
    assertThat(days.last()).contains(today.minusDays(1));
    assertThat(days.count()).isEqualTo(35);

    // Votes of that time that come later change nothing, until somebody asks for it.
    arena.database().sql("update board_snapshot set votes = 0").update();
    assertThat(admin.postForm("/admin/leaderboard/history", Map.of()).statusCode()).isEqualTo(303);
    ended(DailyWork.HISTORY);
    assertThat(days.of(day)).extracting(Snapshot::votes).allMatch(votes -> votes > 0);
  }

  @Test
  @Order(4)
  void showsDaysToPeopleChartsAndSpreadsheets() {
    Voter visitor = arena.newVoter();
    LocalDate day = RandomVotes.FIRST_DAY.plusDays(30);
    String page = visitor.get("/leaderboard/history?day=" + day, "text/html").body();
    assertThat(page).contains("The board of " + day, "model f").doesNotContain("??");
    assertThat(visitor.get("/leaderboard/history?day=2001-01-01", "text/html").body())
        .contains("There is no board of “2001-01-01”");

    String span = "?from=" + day.minusDays(9) + "&to=" + day;
    JsonNode plot =
        Voter.json(
            visitor.get(
                "/leaderboard/plots/history.json" + span + "&models=model%20f",
                "application/json"));
    assertThat(plot.get("series")).hasSize(1);
    JsonNode line = plot.get("series").get(0);
    assertThat(line.get("model").asString()).isEqualTo("model f");
    assertThat(line.get("points")).hasSize(10);
    JsonNode last = line.get("points").get(9);
    assertThat(last.get("date").asString()).isEqualTo(day.toString());
    assertThat(last.get("rating").asDouble())
        .isBetween(last.get("lower").asDouble(), last.get("upper").asDouble());
    assertThat(visitor.get("/leaderboard/plots/history.json?from=never", "*/*").statusCode())
        .isEqualTo(422);
    assertThat(visitor.get("/leaderboard/plots/history.csv" + span, "*/*").body())
        .startsWith("model,date,rating,lower,upper,votes\r\nmodel a," + day.minusDays(9) + ",");
  }
}
