package org.tiltyard.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;

/** The process is killed while many people vote at once, again and again. */
class KilledDuringVotesIT {

  private static final int BATTLES = 24;
  private static final List<String> WINNERS = List.of("model_a", "model_b", "tie", "tie (bothbad)");

  private final Random random = new Random(6);

  /** All votes that were answered with 200, by battle. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  private final Map<String, String> sent = new LinkedHashMap<>();

  /** The battles whose votes were being sent at the last kill. */
  private List<String> latest = List.of();

  @Test
  @Fault("process killed during votes")
  void losesNoAcknowledgedVoteAndDoublesNone(@TempDir Path folder, FaultLog log)
      throws IOException, InterruptedException, SQLException {
    int kills = FaultLog.rounds(1, 200);
    TestDatabase database = TestDatabase.fresh(folder);
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-birch", Script.answer("One", " answer"));
      server.model("id-maple", Script.answer("The", " other"));
      List<String> settings = settings(server);
      Voter voter = null;
      for (int kill = 0; kill < kills; kill++) {
        try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
          voter = voter == null ? arena.newVoter() : voter.at(arena.url());
          // All of them at the end: what is lost does not come back.
          assertVotesStand(voter, latest);
          voteUntilKilled(arena, voter);
        }
      }
      try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
        Voter back = java.util.Objects.requireNonNull(voter).at(arena.url());
        assertVotesStand(back, acknowledged.keySet());
        int atTheEnd = acknowledged.size();
        sendAllAgain(back);
        arena.kill();
        log.times(kills)
            .acknowledged(atTheEnd + " votes before a kill, " + sent.size() + " in all")
            .stored(stored(database) + " votes, none twice");
      }
    }
  }

  private static List<String> settings(ScriptedModelServer server) {
    List<String> settings =
        new ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    settings.addAll(List.of("--tiltyard.limits.enabled=false", "--tiltyard.language.accuracy=low"));
    return settings;
  }

  private void voteUntilKilled(ArenaProcess arena, Voter voter) throws InterruptedException {
    List<String> battles = new ArrayList<>();
    for (int i = 0; i < BATTLES; i++) {
      battles.add(voter.startAndWait("Battle " + i));
    }
    latest = battles;
    CountDownLatch enough = new CountDownLatch(random.nextInt(BATTLES - 4));
    Queue<Integer> others = new ConcurrentLinkedQueue<>();
    List<Thread> voters = new ArrayList<>();
    for (String battle : battles) {
      String winner = WINNERS.get(random.nextInt(WINNERS.size()));
      sent.put(battle, winner);
      voters.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  int status = voter.vote(battle, winner).statusCode();
                  if (status == 200) {
                    acknowledged.put(battle, winner);
                    enough.countDown();
                  } else {
                    others.add(status);
                  }
                } catch (UncheckedIOException killed) {
                  // Nobody knows whether this one counts; the arena will.
                }
              }));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).as("acknowledged; others: %s", others).isTrue();
    arena.kill();
    for (Thread one : voters) {
      one.join();
    }
  }

  private void assertVotesStand(Voter voter, Collection<String> battles) {
    for (String battle : battles) {
      String winner = acknowledged.get(battle);
      if (winner != null) {
        assertThat(voter.show(battle).at("/vote/winner").asString()).isEqualTo(winner);
      }
    }
  }

  /** Whoever got no answer sends the same vote again, and whoever got one may. */
  private void sendAllAgain(Voter voter) {
    sent.forEach((battle, winner) ->
        assertThat(voter.vote(battle, winner).statusCode()).as(battle).isEqualTo(200));
  }

  private int stored(TestDatabase database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.username(), "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select battle_id, winner from vote")) {
      int count = 0;
      while (rows.next()) {
        count++;
        assertThat(rows.getString(2)).isEqualTo(sent.get(rows.getString(1)));
      }
      assertThat(count).isEqualTo(sent.size());
      return count;
    }
  }
}
