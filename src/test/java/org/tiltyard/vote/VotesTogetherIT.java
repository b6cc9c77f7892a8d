package org.tiltyard.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.tiltyard.battle.BattleId;
import org.tiltyard.battle.BattleNotFound;
import org.tiltyard.battle.TurnRefused;
import org.tiltyard.identity.NetworkId;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.limits.Limits;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** Many vote at the same moment: they are taken together, and each gets an answer of their own. */
class VotesTogetherIT {

  private static final int CROWD = 40;
  private static final NetworkId NETWORK = new NetworkId("AAAAAAAAAAAAAAAAAAAAAA", true);

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.limits.enabled=true",
            "--tiltyard.limits.challenge.enabled=false",
            "--tiltyard.limits.participant.votes-per-minute=2");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void answer() {
    server.model("id-birch", Script.answer("One"));
    server.model("id-maple", Script.answer("Another"));
  }

  private static ParticipantId personOf(String battle) {
    return new ParticipantId(
        arena
            .database()
            .sql("select participant_id from battle where id = ?")
            .param(battle)
            .query(String.class)
            .single());
  }

  private static Cast cast(String battle, ParticipantId person, Winner winner) {
    Judge judge = new Judge(person, "visitor", NETWORK);
    return new Cast(
        new BattleId(battle),
        judge,
        new Ballot(winner, Reasons.NONE, null),
        arena.part(Limits.class).vote(person, NETWORK));
  }

  private static Cast cast(String battle) {
    return cast(battle, personOf(battle), Winner.MODEL_A);
  }

  private static Class<?> whyRefused(Map<BattleId, Receipt> receipts, String battle) {
    return receipts.get(new BattleId(battle)) instanceof Receipt.Refused refused
        ? refused.why().getClass()
        : Receipt.Taken.class;
  }

  private static long votes() {
    return arena.database().sql("select count(*) from vote").query(Long.class).single();
  }

  @Test
  void whatIsRefusedKeepsNoOtherFromBeingTaken() {
    String good = arena.newVoter().startAndWait("A good vote");
    String others = arena.newVoter().startAndWait("Somebody else's battle");
    Voter decided = arena.newVoter();
    String same = decided.startAndWait("Voted on before");
    decided.vote(same, "model_a");
    String different = decided.startAndWait("Voted on before, and otherwise");
    decided.vote(different, "tie");
    server.model("id-maple", Script.stream().text("Without end").hang());
    String running = arena.newVoter().start("Not done yet");
    String unknown = "0".repeat(32);
    long before = votes();

    Map<BattleId, Receipt> receipts =
        arena
            .part(BallotBox.class)
            .put(
                List.of(
                    cast(running),
                    cast(others, personOf(good), Winner.TIE),
                    cast(different),
                    cast(good),
                    cast(unknown, personOf(good), Winner.TIE),
                    cast(same)));

    assertThat(receipts).hasSize(6);
    assertThat(receipts.get(new BattleId(good))).isInstanceOf(Receipt.Taken.class);
    assertThat(receipts.get(new BattleId(same))).isInstanceOf(Receipt.Taken.class);
    assertThat(whyRefused(receipts, running)).isEqualTo(TurnRefused.class);
    assertThat(whyRefused(receipts, others)).isEqualTo(BattleNotFound.class);
    assertThat(whyRefused(receipts, unknown)).isEqualTo(BattleNotFound.class);
    assertThat(whyRefused(receipts, different)).isEqualTo(VoteRefused.class);
    assertThat(votes()).isEqualTo(before + 1);
  }

  /** What has been counted for one vote is there for the next of the same round. */
  @Test
  void nobodyGetsMoreVotesThanTheirLimitByVotingOnAllAtOnce() {
    Voter hasty = arena.newVoter();
    List<Cast> casts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      casts.add(cast(hasty.startAndWait("Battle " + i)));
    }
    Cast another = cast(arena.newVoter().startAndWait("Somebody else's"));
    casts.addFirst(another);
    long before = votes();

    Map<BattleId, Receipt> receipts = arena.part(BallotBox.class).put(casts);

    assertThat(receipts.get(another.battle())).isInstanceOf(Receipt.Taken.class);
    assertThat(casts)
        .filteredOn(cast -> receipts.get(cast.battle()) instanceof Receipt.Taken)
        .containsExactly(another, casts.get(1), casts.get(2));
    assertThat(votes()).isEqualTo(before + 3);
    HttpResponse<String> refused = hasty.vote(casts.getLast().battle().value(), "tie");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Voter.json(refused).get("limit").asString())
        .isEqualTo("participant-votes-per-minute");
  }

  private static List<HttpResponse<String>> atOnce(List<Supplier<HttpResponse<String>>> requests) {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      return requests.stream()
          .map(request -> CompletableFuture.supplyAsync(request, crowd))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  @Test
  void everybodyGetsAnAnswerAndABattleOneVote() {
    List<Supplier<HttpResponse<String>>> requests = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Voter voter = arena.newVoter();
      String battle = voter.startAndWait("Battle " + i);
      requests.add(() -> voter.vote(battle, "tie"));
    }
    Voter undecided = arena.newVoter();
    String twice = undecided.startAndWait("Voted on twice");
    requests.add(CROWD / 2, () -> undecided.vote(twice, "model_a"));
    requests.add(CROWD / 2, () -> undecided.vote(twice, "model_b"));
    long before = votes();

    List<HttpResponse<String>> answers = atOnce(requests);

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(CROWD + 1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 200)
        .allSatisfy(answer ->
            assertThat(
                    List.of(
                        Voter.json(answer).get("model_a").asString(),
                        Voter.json(answer).get("model_b").asString()))
                .containsExactlyInAnyOrder("birch", "maple"));
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(1);
    assertThat(votes()).isEqualTo(before + CROWD + 1);
    assertThat(arena.database().sql("select judge from vote").query(Integer.class).list())
        .as("judges of the crowd, each a number")
        .doesNotContainNull();
  }

  @Test
  void whatCannotBeStoredFailsAlone() {
    List<Supplier<HttpResponse<String>>> requests = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Voter voter = arena.newVoter();
      String battle = voter.startAndWait("Battle " + i);
      Map<String, String> vote = Map.of("winner", "tie", "comment", i == 7 ? "no room" : "room");
      requests.add(() -> voter.post("/battles/" + battle + "/vote", vote));
    }
    long before = votes();
    arena
        .database()
        .sql("alter table vote add constraint no_room check (comment <> 'no room')")
        .update();
    try {
      List<HttpResponse<String>> answers = atOnce(requests);

      assertThat(answers.get(7).statusCode()).isEqualTo(503);
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(CROWD - 1);
      assertThat(votes()).isEqualTo(before + CROWD - 1);
    } finally {
      arena.database().sql("alter table vote drop constraint no_room").update();
    }
    assertThat(requests.get(7).get().statusCode()).as("and again, later").isEqualTo(200);
  }

  private static boolean languagesAreNamed() {
    return arena
            .database()
            .sql("select count(*) from battle where language is null")
            .query(Long.class)
            .single()
        == 0;
  }

  private static boolean somethingWaitsForARow() {
    return arena
            .database()
            .sql(
                "select count(*) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'")
            .query(Long.class)
            .single()
        > 0;
  }

  /** Only PostgreSQL lets somebody else hold a row for longer than a moment. */
  @EnabledIf("org.tiltyard.testing.TestDatabase#onPostgres")
  @Test
  void whoWaitsForSomebodyElsesTransactionKeepsNoOtherWaiting() throws SQLException {
    Voter held = arena.newVoter();
    String heldUp = held.startAndWait("Somebody is at it");
    Voter free = arena.newVoter();
    String other = free.startAndWait("Nobody is");
    Eventually.within(
        Duration.ofSeconds(20), "nobody else is at them", VotesTogetherIT::languagesAreNamed);
    CompletableFuture<HttpResponse<String>> waits;
    try (Connection connection = arena.part(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from battle where id = '" + heldUp + "' for update");
      waits = CompletableFuture.supplyAsync(() -> held.vote(heldUp, "tie"));
      Eventually.within(
          Duration.ofSeconds(20), "a vote waits", VotesTogetherIT::somethingWaitsForARow);

      assertThat(free.vote(other, "tie").statusCode()).isEqualTo(200);
      assertThat(waits).isNotDone();
      connection.rollback();
    }
    assertThat(waits.join().statusCode()).isEqualTo(200);
  }
}
