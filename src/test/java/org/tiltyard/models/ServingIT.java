package org.tiltyard.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** What somebody changes of a model, on whichever node, holds for the next prompt. */
class ServingIT {

  private ScriptedModelServer server;
  private TestArena arena;
  private Voter voter;

  @BeforeEach
  void open() {
    server = served();
    arena = TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    voter = arena.newVoter();
    voter.startAndWait("Before the change");
  }

  @AfterEach
  void close() throws IOException {
    arena.close();
    server.close();
  }

  private static ScriptedModelServer served() {
    ScriptedModelServer server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("One"));
    server.model("id-maple", Script.answer("Another"));
    return server;
  }

  /** As another node does it: this one is told nothing. */
  private void change(String table, String column, String value) {
    int changed =
        arena
            .database()
            .sql("update " + table + " set " + column + " = ?, version = version + 1")
            .param(value)
            .update();
    assertThat(changed).isPositive();
  }

  @Test
  void aModelThatWasDescribedAnewIsAskedAnew() throws InterruptedException {
    assertThat(server.awaitReceived("id-birch", 1).body().toString()).doesNotContain("Be brief");

    change("language_model", "system_prompt", "Be brief");
    voter.startAndWait("After the change");

    assertThat(server.awaitReceived("id-birch", 2).body().toString()).contains("Be brief");
    assertThat(server.awaitReceived("id-maple", 2).body().toString()).contains("Be brief");
  }

  @Test
  void anEndpointThatMovedIsFoundWhereItIs() throws Exception {
    try (ScriptedModelServer elsewhere = served()) {
      change("endpoint", "base_url", elsewhere.baseUrl());
      voter.startAndWait("After the move");

      assertThat(elsewhere.awaitReceived("id-birch", 1).body().toString())
          .contains("After the move");
    }
  }
}
