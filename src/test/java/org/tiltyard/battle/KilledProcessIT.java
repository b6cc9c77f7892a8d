package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.faults.Fault;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.ArenaProcess;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** The process is killed, or told to stop, in the middle of everything, and started again. */
class KilledProcessIT {

  private static final int MANY = 12;

  @Fault("process killed while answers are written")
  @Test
  void comesBackWithEveryFinishedAnswerAndMarksTheUnfinished(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-quick", Script.answer("Quick", " and", " done"));
      server.model("id-slow", Script.stream().text("Slowly begun").hang());
      TestDatabase database = TestDatabase.fresh(folder);
      List<String> settings =
          List.of(
              "--tiltyard.battle.save-every=50ms",
              "--tiltyard.battle.lease=500ms",
              "--tiltyard.battle.retry-delay=1ms");
      List<String> all =
          new java.util.ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "quick", "slow"));
      all.addAll(settings);

      String battle;
      String voted;
      Voter voter;
      try (ArenaProcess arena = ArenaProcess.start(database, all)) {
        voter = arena.newVoter();
        server.model("id-slow", Script.answer("For once"));
        voted = voter.startAndWait("A battle that is voted on");
        assertThat(voter.vote(voted, "model_b").statusCode()).isEqualTo(200);
        server.model("id-slow", Script.stream().text("Slowly begun").hang());
        battle = voter.start("A battle that is cut short");
        Voter watching = voter;
        String id = battle;
        watching.events(
            id,
            null,
            events ->
                events.stream().anyMatch(event -> event.name().equals("settled"))
                    && (Voter.text(events, "a") + Voter.text(events, "b"))
                        .contains("Slowly begun"));
        awaitSaved(watching, id);
        arena.kill();
      }

      try (ArenaProcess arena = ArenaProcess.start(database, all)) {
        Voter back = voter.at(arena.url());
        assertThat(back.show(voted).at("/vote/winner").asString()).isEqualTo("model_b");

        List<Voter.Event> events = back.events(battle);
        JsonNode turn = back.show(battle).at("/turns/0");
        String quick = turn.at("/a/text").asString().startsWith("Quick") ? "a" : "b";
        String slow = quick.equals("a") ? "b" : "a";
        assertThat(Voter.text(events, quick)).isEqualTo("Quick and done");
        assertThat(turn.at("/" + quick + "/state").asString()).isEqualTo("complete");
        assertThat(turn.at("/" + slow + "/state").asString()).isEqualTo("interrupted");
        assertThat(turn.at("/" + slow + "/text").asString()).isEqualTo("Slowly begun");

        server.model("id-slow", Script.answer("Once more, whole"));
        assertThat(back.post("/battles/" + battle + "/seats/" + slow + "/retry").statusCode())
            .isEqualTo(202);
        assertThat(Voter.text(back.events(battle), slow)).isEqualTo("Once more, whole");
        assertThat(back.vote(battle, "tie").statusCode()).isEqualTo(200);
      }
    }
  }

  @Fault("process told to stop while answers are written")
  @Test
  void storesWhatRunningAnswersHaveSaidBeforeItStops(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-left", Script.stream().text("On the left").hang());
      server.model("id-right", Script.stream().text("On the right").hang());
      TestDatabase database = TestDatabase.fresh(folder);
      List<String> settings =
          new java.util.ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "left", "right"));
      // What is there after the stop was stored by the stop, by nothing before it.
      settings.add("--tiltyard.battle.save-every=1h");
      settings.add("--tiltyard.battle.lease=2h");
      settings.add("--tiltyard.battle.shutdown-grace=300ms");

      Map<String, Voter> battles = new LinkedHashMap<>();
      try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
        for (int i = 0; i < MANY; i++) {
          Voter voter = arena.newVoter();
          String battle = voter.start("Battle " + i + " is cut short by a stop");
          voter.events(
              battle,
              null,
              events ->
                  Voter.text(events, "a").startsWith("On the")
                      && Voter.text(events, "b").startsWith("On the"));
          battles.put(battle, voter);
        }
        assertThat(arena.stop()).as("stopped within ten seconds").isTrue();
      }

      try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
        battles.forEach((battle, voter) -> {
          JsonNode turn = voter.at(arena.url()).show(battle).at("/turns/0");
          for (String seat : List.of("a", "b")) {
            assertThat(turn.at("/" + seat + "/state").asString()).isEqualTo("interrupted");
            assertThat(turn.at("/" + seat + "/text").asString()).startsWith("On the ");
          }
        });
      }
    }
  }

  @Fault("process killed before a prompt's language is stored")
  @Test
  void namesTheLanguageThatTheKilledProcessHadYetToName(@TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-left", Script.answer("Bonjour"));
      server.model("id-right", Script.answer("Salut"));
      TestDatabase database = TestDatabase.fresh(folder);
      List<String> settings =
          new java.util.ArrayList<>(TestArena.models(server.baseUrl(), "a-key", "left", "right"));
      settings.add("--tiltyard.language.accuracy=low");

      Voter voter;
      try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
        voter = arena.newVoter();
        voter.startAndWait("Pourquoi le ciel est-il bleu pendant la journée ?");
        arena.kill();
      }
      try (Connection connection =
              DriverManager.getConnection(database.url(), database.username(), "");
          Statement statement = connection.createStatement()) {
        // Whether it had been stored by then is a matter of luck.
        statement.executeUpdate("update battle set language = null");
      }

      try (ArenaProcess arena = ArenaProcess.start(database, settings)) {
        Voter back = voter.at(arena.url());
        Eventually.within(
            Duration.ofSeconds(30),
            "the language is named",
            () -> back.get("/my-data/download", "*/*").body().contains("French"));
      }
    }
  }

  /** What is shown is in memory; what survives is in the database, some milliseconds later. */
  private static void awaitSaved(Voter voter, String battle) throws InterruptedException {
    long until = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < until) {
      String page = voter.show(battle).toString();
      if (page.contains("Slowly begun")) {
        java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
        return;
      }
    }
  }
}
