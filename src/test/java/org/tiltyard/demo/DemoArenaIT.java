package org.tiltyard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;

/** A new arena without any model serves itself, and steps aside when real ones come. */
@Tag("one-database")
class DemoArenaIT {

  @Test
  void demosCompeteUntilThereAreRealModels(@TempDir Path folder) throws IOException {
    TestDatabase database = TestDatabase.fresh(folder);
    String old;
    Voter voter;
    try (TestArena arena = TestArena.on(database, List.of())) {
      voter = arena.newVoter();
      old = voter.startAndWait("What is 12 * (3 + 4), and why do you ask?");
      assertThat(voter.show(old).at("/turns/0/a/text").asString()).isNotBlank();
      assertThat(voter.vote(old, "tie").body()).contains("\"demo-");
      assertThat(voter.get("/battles/" + old, "text/html").body()).contains("demo program");
    }

    try (ScriptedModelServer server = ScriptedModelServer.start()) {
      server.model("id-birch", Script.answer("Yes"));
      server.model("id-maple", Script.answer("No"));
      List<String> models = TestArena.models(server.baseUrl(), "a-key", "birch", "maple");
      try (TestArena arena = TestArena.on(database, models)) {
        Voter back = voter.at(arena.url());
        assertThat(back.vote(back.startAndWait("Now for real"), "tie").body())
            .contains("birch")
            .contains("maple");
        assertThat(back.show(old).get("model_a").asString()).startsWith("demo-");
      }
      try (TestArena arena = TestArena.on(database, models.subList(0, models.size() / 2))) {
        assertTooFew(voter.at(arena.url()));
      }
    }

    try (TestArena arena = TestArena.on(database, List.of())) {
      Voter back = voter.at(arena.url());
      assertThat(back.vote(back.startAndWait("Demos again"), "tie").body()).contains("demo-");
      assertThat(
              arena
                  .database()
                  .sql("select state from language_model where name = 'maple'")
                  .query(String.class)
                  .single())
          .isEqualTo("retired");
    }
  }

  private static void assertTooFew(Voter voter) {
    HttpResponse<String> refused = voter.post("/battles", Map.of("prompt", "Alone?"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Voter.json(refused).get("detail").asString()).contains("needs two models");

    HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", "Keep this text"));
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Not enough models").contains("Keep this text");
  }
}
