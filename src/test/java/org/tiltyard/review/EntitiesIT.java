package org.tiltyard.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.dataset.Conversations;
import org.tiltyard.dataset.StoredConversation;
import org.tiltyard.identity.AccountId;
import org.tiltyard.identity.SignedIn;
import org.tiltyard.jobs.Job;
import org.tiltyard.jobs.JobState;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names that a service finds wait for a decision like everything else. */
class EntitiesIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String PERSON = "Ada Lovelace";
  private static final String PLACE = "Marylebone";

  private static HttpServer service;
  private static volatile int status = 200;
  private static ScriptedModelServer models;
  private static TestArena arena;
  private static SignedIn admin;

  @BeforeAll
  static void open() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext("/analyze", EntitiesIT::answer);
    service.start();
    models = ScriptedModelServer.start();
    models.model("id-birch", Script.answer("🙂🙂 " + PERSON + " lived in " + PLACE + "."));
    models.model("id-maple", Script.answer("I don’t know her."));
    arena =
        TestArena.withModels(
            TestArena.models(models.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=correct horse battery",
            "--tiltyard.entities.url=http://127.0.0.1:"
                + service.getAddress().getPort()
                + "/analyze",
            "--tiltyard.entities.token=the-token");
    String id = arena.database().sql("select id from account").query(String.class).single();
    admin = new SignedIn(new AccountId(id), "admin", "admin");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    models.close();
    service.stop(0);
  }

  /** Knows one person and one place, and is unsure of another. */
  private static void answer(HttpExchange exchange) throws IOException {
    JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
    assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Bearer the-token");
    assertThat(asked.get("language").asString()).hasSize(2);
    String text = asked.get("text").asString();
    List<Map<String, Object>> found = new ArrayList<>();
    find(text, PERSON, "PERSON", 0.95, found);
    find(text, PLACE, "LOCATION", 0.8, found);
    find(text, "know", "PERSON", 0.2, found);
    byte[] body = JSON.writeValueAsString(found).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void find(
      String text, String name, String type, double score, List<Map<String, Object>> found) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = text.codePointCount(0, at);
      found.add(
          Map.of(
              "entity_type", type, "start", start, "end", start + name.length(), "score", score));
    }
  }

  private static Job search() {
    ReviewQueue queue = arena.part(ReviewQueue.class);
    queue.search(admin);
    within(SOON, "the search", () -> queue.lastSearch().orElseThrow().state().ended());
    return queue.lastSearch().orElseThrow();
  }

  @Test
  void namesAreFoundDecidedOnAndMaskedAndAFailureForgetsNothing() {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Where did " + PERSON + " live in London?");
    voter.vote(battle, "model_a");
    assertThat(search().state()).isEqualTo(JobState.DONE);

    ReviewQueue queue = arena.part(ReviewQueue.class);
    assertThat(queue.waiting()).isEqualTo(2);
    FindingView first = queue.next().orElseThrow();
    assertThat(List.of("person", "location")).contains(first.kind());
    assertThat(List.of(PERSON, PLACE)).contains(first.value());
    Verdict mask = new Verdict(Decision.MASK, Reason.PERSON, "");
    queue.decide(first.id(), mask, true, admin);

    StoredConversation stored = arena.part(Conversations.class).find(battle).orElseThrow();
    Reviewed reviewed = arena.part(Reviews.class).review(stored, LATER);
    assertThat(reviewed.state()).isEqualTo(Reviewed.State.CLEARED);
    assertThat(reviewed.toMask("🙂🙂 " + PERSON + " lived in " + PLACE + "."))
        .extracting(finding -> finding.text())
        .containsExactly(PERSON, PLACE);
    assertThat(reviewed.toMask("Where did " + PERSON + " live in London?")).hasSize(1);

    status = 500;
    Job failed = search();
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.failure()).contains("answered with status 500").doesNotContain(PERSON);
    status = 200;
    assertThat(arena.part(Reviews.class).review(stored, LATER)).isEqualTo(reviewed);
  }
}
