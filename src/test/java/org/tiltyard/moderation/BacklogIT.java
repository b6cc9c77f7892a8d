package org.tiltyard.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Admins add classifiers; messages are tagged, at once or when it can be done. */
class BacklogIT {

  private static final String PASSWORD = "a lance of seasoned ash";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** What the classifying server answers with; 200 with this status only. */
  private static final AtomicInteger STATUS = new AtomicInteger(200);

  private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init")
  private static HttpServer server;

  @SuppressWarnings("NullAway.Init")
  private static TestArena arena;

  @SuppressWarnings("NullAway.Init")
  private static Voter admin;

  @BeforeAll
  static void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", BacklogIT::classify);
    server.start();
    Path models = Files.createTempDirectory("classifiers");
    TinyModels.roberta(Files.createDirectory(models.resolve("tiny-roberta")));
    TinyModels.t5(Files.createDirectory(models.resolve("tiny-t5")));
    arena =
        TestArena.start(
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.data=" + Files.createTempDirectory("data"),
            "--tiltyard.classifiers.folder=" + models,
            "--tiltyard.backlog.pause=100ms",
            "--tiltyard.backlog.settle=1s",
            "--tiltyard.backlog.retry=1h");
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
  }

  @AfterAll
  static void close() {
    arena.close();
    server.stop(0);
  }

  private static void classify(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ASKED.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
    String text = new JsonMapper().readTree(body).get("inputs").asString();
    double score = text.contains("idiot") ? 0.9 : 0.1;
    byte[] answer =
        ("[[{\"label\":\"toxic\",\"score\":" + score + "},{\"label\":\"neutral\",\"score\":0.5}]]")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(STATUS.get(), answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static HttpResponse<String> add(String name, String kind, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.put("name", name);
    form.put("kind", kind);
    return admin.postForm("/admin/moderation/classifiers", form);
  }

  private static String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/classify";
  }

  private static Map<String, ToxicityTag> tags(String battle) {
    Map<MessageKey, List<Result>> results = arena.part(ModerationRecords.class).of(battle);
    List<MessageKey> messages = new ArrayList<>();
    messages.add(MessageKey.prompt(battle, 1));
    messages.add(MessageKey.answer(battle, 1, "a", 0));
    messages.add(MessageKey.answer(battle, 1, "b", 0));
    return ToxicityTag.of(messages, results);
  }

  private static void remove(String name) {
    String id =
        arena
            .database()
            .sql("select id from text_classifier where name = ?")
            .param(name)
            .query(String.class)
            .single();
    assertThat(
            admin
                .postForm("/admin/moderation/classifiers/" + id + "/remove", Map.of())
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void modelsInThisProcessTagWholeConversations() {
    assertThat(add("roberta-large", "roberta", Map.of("folder", "tiny-roberta")).statusCode())
        .isEqualTo(303);
    assertThat(add("t5-large", "t5", Map.of("folder", "tiny-t5")).statusCode()).isEqualTo(303);
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("you idiot");
    Eventually.within(SOON, "both have tagged", () -> tags(battle).size() == 2);
    ToxicityTag roberta = Objects.requireNonNull(tags(battle).get("roberta-large"));
    ToxicityTag t5 = Objects.requireNonNull(tags(battle).get("t5-large"));
    assertThat(roberta.flagged()).isTrue();
    assertThat(roberta.score()).isGreaterThan(0.99);
    assertThat(roberta.measure()).isEqualTo(ToxicityTag.Measure.PROBABILITY);
    assertThat(t5.flagged()).isTrue();
    assertThat(t5.measure()).isEqualTo(ToxicityTag.Measure.SCORE);
    assertThat(admin.get("/admin/moderation", "text/html").body())
        .contains("you idiot", battle.substring(0, 8));
    assertThat(voter.vote(battle, "tie").statusCode()).isLessThan(300);
    List<JsonNode> exported = new ArrayList<>();
    for (String line :
        admin.get("/research/export?schema=arena-33k&format=jsonl", "*/*").body().split("\n")) {
      JsonNode row = new JsonMapper().readTree(line);
      if (row.path("question_id").asString("").equals(battle)) {
        exported.add(row.get("toxic_chat_tag"));
      }
    }
    assertThat(exported).hasSize(1);
    JsonNode tag = exported.getFirst();
    assertThat(tag.at("/roberta-large/flagged").asBoolean()).isTrue();
    assertThat(tag.at("/roberta-large/probability").asDouble()).isEqualTo(roberta.score());
    assertThat(tag.at("/t5-large/flagged").asBoolean()).isTrue();
    assertThat(tag.at("/t5-large/score").asDouble()).isEqualTo(t5.score());
    remove("roberta-large");
    remove("t5-large");
  }

  @Test
  void whatAServerCouldNotCheckWaitsAndIsCheckedLater() {
    STATUS.set(200);
    Map<String, String> form = Map.of("address", address(), "key", "sesame");
    assertThat(add("remote", "http", form).statusCode()).isEqualTo(303);
    assertThat(ASKED.peek()).startsWith("Bearer sesame {\"inputs\":");
    assertThat(
            arena
                .database()
                .sql("select sealed from text_classifier where name = 'remote'")
                .query(String.class)
                .single())
        .doesNotContain("sesame");
    // Its time begins when the backlog has seen it once.
    Eventually.within(
        SOON,
        "it is looked after",
        () -> arena.part(BacklogRecords.class).seenUntil("remote").isPresent());

    STATUS.set(503);
    String battle = arena.newVoter().startAndWait("hello");
    Eventually.within(SOON, "three checks wait", () -> waiting() == 3);
    assertThat(tags(battle)).isEmpty();
    assertThat(outcomes(battle)).containsOnly("not-checked");
    assertThat(admin.get("/admin/moderation", "text/html").body())
        .contains("3 checks wait", "its server answers with status 503");

    STATUS.set(200);
    assertThat(admin.postForm("/admin/moderation/backlog/now", Map.of()).statusCode())
        .isEqualTo(303);
    Eventually.within(SOON, "nothing waits", () -> waiting() == 0);
    assertThat(tags(battle)).containsOnlyKeys("remote");
    assertThat(outcomes(battle)).doesNotContain("not-checked").hasSize(3);
    remove("remote");
  }

  @Test
  void olderMessagesAreCheckedWhenAskedFor() {
    STATUS.set(200);
    String before = arena.newVoter().startAndWait("hello idiot");
    assertThat(add("late", "http", Map.of("address", address())).statusCode()).isEqualTo(303);
    Eventually.within(
        SOON,
        "it is looked after",
        () -> arena.part(BacklogRecords.class).seenUntil("late").isPresent());
    String after = arena.newVoter().startAndWait("hello");
    Eventually.within(SOON, "the new one is tagged", () -> !tags(after).isEmpty());
    assertThat(admin.postForm("/admin/moderation/backlog/older", Map.of()).statusCode())
        .isEqualTo(303);
    Eventually.within(SOON, "the old one, too", () -> !tags(before).isEmpty());
    assertThat(tags(before).values()).allMatch(ToxicityTag::flagged);
    remove("late");
  }

  @Test
  void whatCantBeUsedIsNotAdded() {
    for (String folder : List.of("../..", "/etc", "nowhere", "")) {
      HttpResponse<String> refused = add("wrong", "roberta", Map.of("folder", folder));
      assertThat(refused.statusCode()).as(folder).isEqualTo(422);
      assertThat(refused.body()).contains("It can’t be used");
    }
    for (String url : List.of("http://169.254.169.254/", "ftp://localhost/", "")) {
      assertThat(add("wrong", "http", Map.of("address", url)).statusCode()).as(url).isEqualTo(422);
    }
    assertThat(add("words", "http", Map.of("address", address())).statusCode()).isEqualTo(422);
    assertThat(
            add("wrong", "roberta", Map.of("folder", "tiny-roberta", "threshold", "2"))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            arena
                .database()
                .sql("select count(*) from text_classifier where name = 'wrong'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private static long waiting() {
    return arena
        .database()
        .sql("select count(*) from moderation_backlog where failures > 0 or link = 'remote'")
        .query(Long.class)
        .single();
  }

  private static List<String> outcomes(String battle) {
    return arena
        .database()
        .sql("select outcome from moderation_result where battle_id = ? and link = 'remote'")
        .param(battle)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
