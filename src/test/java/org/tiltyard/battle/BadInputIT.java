package org.tiltyard.battle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;

/** Whatever is sent in gets a clear answer that names the field and the limit. */
class BadInputIT {

  private static ScriptedModelServer server;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena = TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @BeforeEach
  void comeIn() {
    voter = arena.newVoter();
  }

  @Test
  void anEmptyPromptIsRefusedInPlace() {
    JsonNode problem = refused(voter.post("/battles", Map.of("prompt", "  \n ")), 422);
    assertThat(problem.get("field").asString()).isEqualTo("prompt");
    assertThat(problem.get("detail").asString()).contains("empty");

    HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", " "));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("the prompt is empty");
  }

  @Test
  void aPromptThatIsTooLongIsRefusedAndKept() {
    String text = "x".repeat(12_001);
    JsonNode problem = refused(voter.post("/battles", Map.of("prompt", text)), 422);
    assertThat(problem.get("limit").asInt()).isEqualTo(12_000);
    assertThat(problem.get("detail").asString()).contains("12,001").contains("12,000");

    HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", text));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("12,001").contains(text);
  }

  @Test
  void aFollowUpThatIsTooLongIsKeptBesideTheBattle() {
    String battle = voter.startAndWait("Fine so far");
    String text = "y".repeat(12_001);

    HttpResponse<String> page =
        voter.postForm("/battles/" + battle + "/turns", Map.of("prompt", text));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains(text).contains("Fine so far");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\":\"nul \\u0000 inside\"}",
        "{\"prompt\":\"half \\ud83d a pair\"}",
        "{\"prompt\":\"\\ude00\"}"
      })
  void whatCantBeStoredIsRefused(String json) {
    JsonNode problem = refused(postRaw("/battles", "application/json", json), 422);

    assertThat(problem.get("field").asString()).isEqualTo("prompt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202eright to left override",
        "<script>alert(1)</script> & \"markup\"",
        "{{7*7}} ${7*7} [[${7*7}]] th:text",
        "'; drop table vote; --"
      })
  void oddTextIsJustText(String prompt) {
    String battle = voter.startAndWait(prompt);

    assertThat(voter.show(battle).at("/turns/0/prompt").asString()).isEqualTo(prompt);
    String page = voter.get("/battles/" + battle, "text/html").body();
    assertThat(page).doesNotContain("<script>alert").doesNotContain("49 49");
    assertThat(voter.get("/history", "text/html").statusCode()).isEqualTo(200);
  }

  @Test
  void aHundredThousandNewLinesAreNoPrompt() {
    JsonNode problem =
        refused(voter.post("/battles", Map.of("prompt", "a" + "\n".repeat(100_000) + "b")), 422);

    assertThat(problem.get("limit").asInt()).isEqualTo(12_000);
  }

  @Test
  void aBodyOfAHundredMegabytesIsTurnedAway() {
    byte[] piece = "x".repeat(65_536).getBytes(StandardCharsets.UTF_8);
    long[] left = {100L * 1024 * 1024};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return left[0]-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            if (left[0] <= 0) {
              return -1;
            }
            int count = (int) Math.min(Math.min(length, piece.length), left[0]);
            System.arraycopy(piece, 0, buffer, from, count);
            left[0] -= count;
            return count;
          }
        };
    try {
      HttpResponse<String> response =
          voter.send(
              voter
                  .request("/battles")
                  .header("Content-Type", "application/json")
                  .header("Accept", "application/json")
                  .POST(BodyPublishers.ofInputStream(() -> endless)));
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(Voter.json(response).get("detail").asString()).contains("256 kB");
    } catch (UncheckedIOException closedWhileSending) {
      assertThat(left[0]).isPositive();
    }
    assertThat(voter.get("/", "text/html").statusCode()).isEqualTo(200);
  }

  @Test
  void wrongContentIsNamed() {
    assertThat(postRaw("/battles", "text/plain", "hello").statusCode()).isEqualTo(415);
    refused(postRaw("/battles", "application/json", "{\"prompt\":"), 400);
    refused(postRaw("/battles", "application/json", "[]"), 400);
    refused(voter.post("/battles", Map.of("prompt", "x", "mode", "triple")), 422);
    assertThat(voter.get("/battles", "application/json").statusCode()).isEqualTo(405);
  }

  @Test
  void aVoteMustBeOneOfTheFour() {
    String battle = voter.startAndWait("Vote on this");

    assertThat(refused(voter.vote(battle, "model_c"), 422).get("field").asString())
        .isEqualTo("winner");
    assertThat(
            refused(
                    voter.post(
                        "/battles/" + battle + "/vote",
                        Map.of("winner", "tie", "reasons", Map.of("a", List.of("bribed")))),
                    422)
                .get("detail")
                .asString())
        .contains("useful");
    assertThat(
            refused(
                    voter.post(
                        "/battles/" + battle + "/vote",
                        Map.of("winner", "tie", "comment", "c".repeat(2_001))),
                    422)
                .get("limit")
                .asInt())
        .isEqualTo(2_000);
    assertThat(voter.vote(battle, "tie").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNotThereIsNotThere() {
    assertThat(refused(voter.get("/battles/" + "0".repeat(32), "application/json"), 404))
        .isNotNull();
    assertThat(refused(voter.get("/battles/nonsense", "application/json"), 404)).isNotNull();
    assertThat(refused(voter.get("/no/such/page", "application/json"), 404)).isNotNull();
    HttpResponse<String> page = voter.get("/no/such/page", "text/html");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("Nothing here").contains("</html>");
  }

  private HttpResponse<String> postRaw(String path, String type, String body) {
    return voter.send(
        voter
            .request(path)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode refused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = Voter.json(response);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    return problem;
  }
}
