package org.tiltyard.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.node.StringNode;

/** Votes that people cast and others that were put in: flagged, decided on, banned, restored. */
class IntegrityIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Verdict FAIR = new Verdict(Reason.FAIR, "looked at");
  private static final Verdict AUTOMATED = new Verdict(Reason.AUTOMATED, null);

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static SignedIn ada;
  private static Standings standings;
  private static Decisions decisions;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("As birch I think so."));
    server.model("id-maple", Script.answer("I think so too."));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=correct horse battery",
            "--tiltyard.health.webhook-url=http://localhost:9/never-there",
            "--tiltyard.health.enabled=false",
            "--tiltyard.integrity.too-fast-least=2s",
            "--tiltyard.integrity.repeated-prompt-least=3",
            // One honest judge of ten may be flagged by default: here all but the cheat are honest.
            "--tiltyard.integrity.anomalous-judge-alpha=0.0001",
            "--tiltyard.integrity.alarm-votes=20",
            "--tiltyard.integrity.local-networks=true");
    String id = arena.database().sql("select id from account").query(String.class).single();
    ada = new SignedIn(new AccountId(id), "admin", "admin");
    standings = arena.part(Standings.class);
    decisions = arena.part(Decisions.class);
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  /** A vote whose answers were there for so long before. */
  private static String voteAfter(Voter voter, String prompt, Duration dwell) {
    String battle = voter.startAndWait(prompt);
    Instant then = Instant.now().minus(dwell);
    arena
        .database()
        .sql("update answer set settled_at = ?, duration_ms = first_token_ms where battle_id = ?")
        .params(Time.forDatabase(then), battle)
        .update();
    assertThat(voter.vote(battle, "model_a").statusCode()).isEqualTo(200);
    return battle;
  }

  private static @Nullable String reason(String vote) {
    return standings.leftOut(List.of(vote)).get(vote);
  }

  private static List<Finding> flags(String vote) {
    return arena.part(FlagRecords.class).of(List.of(vote)).getOrDefault(vote, List.of());
  }

  private static Optional<Finding> flag(String vote, Rule rule) {
    return flags(vote).stream().filter(one -> one.rule() == rule).findFirst();
  }

  private static void flaggedSoon(String vote, Rule rule) {
    within(SOON, rule.word(), () -> flag(vote, rule).isPresent());
  }

  /** What the board has counted. */
  private static void onBoard(String vote, String reason) {
    within(
        SOON,
        "on the board: " + reason,
        () ->
            arena
                .database()
                .sql("select left_out from board_vote where conversation_id = ?")
                .param(vote)
                .query((row, number) -> row.getString(1))
                .optional()
                .filter(reason::equals)
                .isPresent());
  }

  private static List<String> audited(String subject) {
    return arena
        .database()
        .sql("select action from audit_entry where subject_id = ? order by at, id")
        .param(subject)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static void set(String rule, Mode mode) {
    arena
        .part(Settings.class)
        .change(
            Map.of("tiltyard.integrity." + rule, StringNode.valueOf(mode.word())), ada.username());
  }

  @Test
  void aLeakIsLeftOutUntilSomebodyRestoresTheVote() {
    String vote =
        voteAfter(arena.newVoter(), "Who of you thinks that bark is soft?", Duration.ofMinutes(2));
    flaggedSoon(vote, Rule.IDENTITY_LEAK);
    assertThat(flags(vote)).containsExactly(Finding.flagged(Rule.IDENTITY_LEAK, 1, null));
    assertThat(reason(vote)).isEqualTo("identity-leak");
    onBoard(vote, "identity-leak");

    String restored = decisions.decide(List.of(vote), Decision.RESTORED, FAIR, ada).id();
    assertThat(reason(vote)).isNull();
    assertThat(flags(vote)).hasSize(1);
    onBoard(vote, "");
    String excluded = decisions.decide(List.of(vote), Decision.EXCLUDED, AUTOMATED, ada).id();
    assertThat(reason(vote)).isEqualTo("excluded");
    onBoard(vote, "excluded");
    assertThat(decisions.undo(excluded, ada)).isEqualTo(1);
    assertThat(decisions.undo(excluded, ada)).isZero();
    assertThat(reason(vote)).isNull();
    assertThat(decisions.undo(restored, ada)).isEqualTo(1);
    assertThat(reason(vote)).isEqualTo("identity-leak");
    assertThat(audited(vote)).containsExactly("vote.restored", "vote.excluded");
    assertThat(audited(excluded)).containsExactly("vote.decision-undone");
    onBoard(vote, "identity-leak");

    set("identity-leak", Mode.NOTE);
    within(SOON, "noted only", () -> reason(vote) == null);
    onBoard(vote, "");
    assertThat(flags(vote)).hasSize(1);
    set("identity-leak", Mode.LEAVE_OUT);
    within(SOON, "left out again", () -> "identity-leak".equals(reason(vote)));
    onBoard(vote, "identity-leak");
  }

  @Test
  void aVoteAtOnceIsTooFastAndManyAreABurst() {
    Voter hasty = arena.newVoter();
    server.model("id-birch", Script.answer("A plain answer."));
    String fast = voteAfter(hasty, "What is quick about quicksand?", Duration.ZERO);
    List<String> calm = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calm.add(voteAfter(hasty, "What is slow about snail " + i + "?", Duration.ofMinutes(1)));
    }
    server.model("id-birch", Script.answer("As birch I think so."));
    flaggedSoon(fast, Rule.TOO_FAST);
    assertThat(flag(fast, Rule.TOO_FAST).orElseThrow().figure()).isLessThan(2000);
    flaggedSoon(calm.getLast(), Rule.BURST);
    assertThat(flags(calm.getLast())).containsExactly(Finding.flagged(Rule.BURST, 11, "judge"));
    assertThat(flags(calm.getFirst())).isEmpty();
    assertThat(standings.leftOut(calm)).isEqualTo(Map.of(calm.getLast(), "burst"));

    Bans bans = arena.part(Bans.class);
    String network =
        arena
            .database()
            .sql("select network from vote_network where battle_id = ?")
            .param(fast)
            .query(String.class)
            .single();
    bans.ban(Bans.Kind.NETWORK, network, AUTOMATED, ada);
    assertThat(reason(calm.getFirst())).isEqualTo("banned");
    onBoard(calm.getFirst(), "banned");
    decisions.decide(List.of(calm.getFirst()), Decision.RESTORED, FAIR, ada);
    assertThat(reason(calm.getFirst())).isEqualTo("banned");
    bans.lift(Bans.Kind.NETWORK, network, ada);
    assertThat(reason(calm.getFirst())).isNull();
    onBoard(calm.getFirst(), "");
    assertThat(audited(network)).containsExactly("network.banned", "network.ban-lifted");
  }

  @Test
  void aJudgeAgainstEverybodyIsFoundAndTheirVotesAreLeftOut() {
    SeededVotes seeded = new SeededVotes(arena.database(), "anonymous");
    Instant from = Instant.now();
    for (int judge = 101; judge <= 105; judge++) {
      String person = seeded.judge(judge);
      for (int i = 0; i < 30; i++) {
        String winner = i % 10 == judge % 10 ? "model_b" : "model_a";
        seeded.vote(person, judge, winner, from.plusSeconds(600L * i + judge), false);
      }
    }
    String cheat = seeded.judge(106);
    List<String> votes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      votes.add(seeded.vote(cheat, 106, "model_b", from.plusSeconds(900L * i), false));
    }
    flaggedSoon(votes.getLast(), Rule.ANOMALOUS_JUDGE);
    Finding finding = flag(votes.getFirst(), Rule.ANOMALOUS_JUDGE).orElseThrow();
    assertThat(finding.figure()).isLessThan(1e-6);
    assertThat(finding.detail()).isNotNull();
    assertThat(flag(votes.getFirst(), Rule.TOO_FAST))
        .contains(Finding.unavailable(Rule.TOO_FAST, "times"));
    assertThat(standings.leftOut(votes).values()).hasSize(20).containsOnly("anomalous-judge");
    onBoard(votes.getLast(), "anomalous-judge");
    JudgeRecords judges = arena.part(JudgeRecords.class);
    within(SOON, "nobody else", () -> judges.anomalous().equals(List.of(106)));

    arena.part(Bans.class).ban(Bans.Kind.JUDGE, "106", AUTOMATED, ada);
    assertThat(standings.leftOut(votes).values()).hasSize(20).containsOnly("banned");
    assertThat(audited("106")).containsExactly("judge.banned");
    Judges.Line line = arena.part(Judges.class).find(106).orElseThrow();
    assertThat(line.banned()).isTrue();
    assertThat(line.leftOut()).isEqualTo(20);
    assertThatThrownBy(() -> arena.part(Bans.class).ban(Bans.Kind.JUDGE, "999999", AUTOMATED, ada))
        .isInstanceOf(VoteNotFound.class);
  }

  @Test
  void aPromptThatComesAgainAndAgainIsFoundAndAJumpIsTold() {
    SeededVotes seeded = new SeededVotes(arena.database(), "side-by-side");
    String person = seeded.judge(201);
    List<String> votes = new ArrayList<>();
    Instant later = Instant.now().plus(Duration.ofDays(10));
    for (int i = 0; i < 25; i++) {
      seeded.vote(person, 201, "tie", later.minusSeconds(600L * i + 1), false);
      votes.add(seeded.vote(person, 201, "tie", later.plusSeconds(600L * i), false));
    }
    votes.subList(0, 4).forEach(vote -> seeded.tag(vote, false, "the same"));
    flaggedSoon(votes.getFirst(), Rule.REPEATED_PROMPT);
    assertThat(flag(votes.getFirst(), Rule.REPEATED_PROMPT))
        .contains(Finding.flagged(Rule.REPEATED_PROMPT, 4, null));
    assertThat(flag(votes.get(4), Rule.REPEATED_PROMPT)).isEmpty();
    seeded.tag(votes.getFirst(), false, "another");
    within(SOON, "not repeated", () -> flag(votes.get(1), Rule.REPEATED_PROMPT).isEmpty());
    assertThat(reason(votes.get(1))).isNull();

    String batch = decisions.decide(votes, Decision.EXCLUDED, AUTOMATED, ada).id();
    Alarm alarm = arena.part(Alarm.class);
    within(SOON, "told", () -> !alarm.banners().isEmpty());
    alarm.look();
    assertThat(audited("newest")).containsExactly("votes.left-out-jumped");
    assertThat(
            arena
                .database()
                .sql("select count(*) from webhook_message where body like '%left-out-jumped%'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    decisions.undo(batch, ada);
    within(SOON, "over", () -> alarm.banners().isEmpty());
    assertThat(audited("newest")).hasSize(1);
  }

  @Test
  void decisionsNeedAVoteAndNotTooMany() {
    assertThatThrownBy(() -> decisions.decide(List.of("nobody's"), Decision.EXCLUDED, FAIR, ada))
        .isInstanceOf(IntegrityRefused.class);
    List<String> many =
        java.util.stream.IntStream.rangeClosed(0, Decisions.MOST)
            .mapToObj(String::valueOf)
            .toList();
    assertThatThrownBy(() -> decisions.decide(many, Decision.EXCLUDED, FAIR, ada))
        .isInstanceOf(IntegrityRefused.class);
    assertThatThrownBy(() -> Verdict.of("other", " ")).isInstanceOf(IntegrityRefused.class);
    assertThatThrownBy(() -> Verdict.of(null, "x")).isInstanceOf(IntegrityRefused.class);
    assertThat(Verdict.of("other", " so ")).isEqualTo(new Verdict(Reason.OTHER, "so"));
  }
}
