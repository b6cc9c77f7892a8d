package org.tiltyard.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Endpoints;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

class DiscoveryIT {

  private static final String PASSWORD = "correct horse battery";

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Voter admin;
  private static String page;

  @BeforeAll
  static void start() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("maple", Script.answer("No"));
    server.model("oak", Script.answer("Maybe"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch"),
            "--tiltyard.admin.password=" + PASSWORD);
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    page =
        "/admin/endpoints/"
            + arena.part(Endpoints.class).findByName(server.baseUrl()).orElseThrow().id().value()
            + "/models";
  }

  @AfterAll
  static void stop() throws IOException {
    arena.close();
    server.close();
  }

  @Test
  void listsWhatIsServedAndAddsWhatIsTickedPaused() {
    String listed = admin.get(page, "text/html").body();
    assertThat(listed)
        .contains("value=\"maple\"", "value=\"oak\"")
        .doesNotContain("value=\"id-birch\"");

    HttpResponse<String> added = admin.postForm(page, Map.of("ids", "maple"));
    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(added.body()).contains("One model is added").doesNotContain("value=\"maple\"");
    admin.postForm(page, Map.of("ids", "maple"));
    admin.postForm(page, Map.of("ids", "not-served"));

    List<String> there =
        arena
            .database()
            .sql("select name, state from language_model where not demo order by name")
            .query((row, number) -> row.getString(1) + " " + row.getString(2))
            .list();
    assertThat(there).containsExactly("birch active", "maple paused");
    assertThat(
            arena
                .database()
                .sql("select count(*) from audit_entry where action = 'model.added'")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void nothingTickedIsSaid() {
    HttpResponse<String> response = admin.postForm(page, Map.of());

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("Tick at least one model");
  }
}
