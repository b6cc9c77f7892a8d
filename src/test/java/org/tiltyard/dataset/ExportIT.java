package org.tiltyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.moderation.CategoryResult;
import org.tiltyard.moderation.ConversationModeration;
import org.tiltyard.moderation.MessageKey;
import org.tiltyard.moderation.ModerationRecords;
import org.tiltyard.moderation.Outcome;
import org.tiltyard.moderation.Result;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.schema.Column;
import org.tiltyard.schema.Format;
import org.tiltyard.schema.Schema;
import org.tiltyard.settings.Settings;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people voted comes out as the published schema has it. */
class ExportIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Schema> PREFERENCES =
      EnumSet.of(Schema.PREFERENCE_PAIRS, Schema.HH_RLHF, Schema.ULTRACHAT, Schema.ULTRACHAT_200K);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PASSWORD = "correct horse battery";

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Birch \"one\"\n", "😀"), Script.answer("Birch two"));
    server.model("id-maple", Script.answer("Maple one"), Script.answer("Maple two"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  private static boolean named(String... battles) {
    return arena
            .database()
            .sql("select count(language) from battle where id in (:battles)")
            .param("battles", List.of(battles))
            .query(Integer.class)
            .single()
        == battles.length;
  }

  @BeforeEach
  void noVotesYet() {
    arena.database().sql("delete from vote").update();
  }

  @Test
  void everyVoteIsARowInOrderOfVoting() {
    Voter ada = arena.newVoter();
    Voter ben = arena.newVoter();
    String first = ada.startAndWait("What is a tree, and how old can it become in years?");
    String unvoted = ben.startAndWait("Nobody votes on this one");
    ada.ask(first, "And the oldest?");
    ada.events(first);
    String second = ben.startAndWait("Was ist ein Baum, und wie alt kann er werden?");
    ben.vote(second, "tie (bothbad)");
    JsonNode shown = ada.show(first);
    ada.vote(first, "model_b");
    String third = ben.startAndWait("Third");
    ben.vote(third, "tie");
    Eventually.within(SOON, "the languages are named", () -> named(first, second, third));

    HttpResponse<String> export = export("schema=arena-33k&format=jsonl");
    List<JsonNode> rows = export.body().lines().map(JSON::readTree).toList();

    assertThat(export.headers().firstValue("Content-Disposition").orElse(""))
        .contains("arena-33k.jsonl");
    assertThat(export.body()).endsWith("}\n").doesNotContain(unvoted);
    assertThat(rows.stream().map(row -> row.get("question_id").asString()))
        .containsExactly(second, first, third);
    assertThat(rows.get(0).get("judge")).isEqualTo(rows.get(2).get("judge"));
    assertThat(judgeOf(rows.get(1))).isEqualTo(judgeOf(rows.get(0)) + 1);
    assertThat(rows.getFirst().get("language").asString()).isEqualTo("German");

    JsonNode row = rows.get(1);
    assertThat(new ArrayList<>(row.propertyNames()))
        .containsExactly(
            "question_id",
            "model_a",
            "model_b",
            "winner",
            "judge",
            "conversation_a",
            "conversation_b",
            "turn",
            "anony",
            "language",
            "tstamp",
            "openai_moderation",
            "toxic_chat_tag");
    assertThat(row.get("winner").asString()).isEqualTo("model_b");
    assertThat(row.get("turn").asInt()).isEqualTo(2);
    assertThat(row.get("anony").asBoolean()).isTrue();
    assertThat(row.get("language").asString()).isEqualTo("English");
    assertThat(row.get("tstamp").isFloatingPointNumber()).isTrue();
    assertThat(row.get("openai_moderation").isNull()).isTrue();
    assertThat(row.get("toxic_chat_tag").isNull()).isTrue();
    assertConversation(row.get("conversation_a"), shown, "a");
    assertConversation(row.get("conversation_b"), shown, "b");
    assertThat(export("schema=arena-33k&format=jsonl").body()).isEqualTo(export.body());
  }

  private static int judgeOf(JsonNode row) {
    return Integer.parseInt(row.get("judge").asString().replace("arena_user_", ""));
  }

  private static void assertConversation(JsonNode conversation, JsonNode shown, String seat) {
    List<String> expected = new ArrayList<>();
    for (JsonNode turn : shown.get("turns")) {
      expected.add("user: " + turn.get("prompt").asString());
      expected.add("assistant: " + turn.get(seat).get("text").asString());
    }
    List<String> written = new ArrayList<>();
    for (JsonNode message : conversation) {
      written.add(message.get("role").asString() + ": " + message.get("content").asString());
    }
    assertThat(written).isEqualTo(expected);
  }

  @Test
  void manyVotesComeOutInOrderAndOnceEach() {
    int votes = 1_234;
    Voter voter = arena.newVoter();
    voter.vote(voter.startAndWait("The first of many"), "tie");
    copyTheNewestVote(votes);

    List<String> ids =
        export("schema=arena-33k&format=jsonl")
            .body()
            .lines()
            .map(line -> JSON.readTree(line).get("question_id").asString())
            .toList();

    assertThat(ids).hasSizeGreaterThan(votes).doesNotHaveDuplicates();
    assertThat(ids)
        .isEqualTo(
            arena
                .database()
                .sql("select battle_id from vote order by created_at, battle_id")
                .query(String.class)
                .list());
  }

  /** More votes of the same time than one page of the reader, so that pages end within a tie. */
  private static void copyTheNewestVote(int count) {
    String original =
        arena
            .database()
            .sql("select battle_id from vote order by created_at desc limit 1")
            .query(String.class)
            .single();
    for (int i = 0; i < count; i++) {
      String copy = Identifier.random();
      for (String statement :
          List.of(
              "insert into battle (id, participant_id, mode, state, model_a, model_b, turns,"
                  + " language, created_at, version) select ?, participant_id, mode, state,"
                  + " model_a, model_b, turns, language, created_at, version from battle"
                  + " where id = ?",
              "insert into turn (battle_id, number, prompt, created_at)"
                  + " select ?, number, prompt, created_at from turn where battle_id = ?",
              "insert into vote (battle_id, participant_id, judge, winner, reasons, created_at)"
                  + " select ?, participant_id, judge, winner, reasons, created_at from vote"
                  + " where battle_id = ?")) {
        arena.database().sql(statement).params(copy, original).update();
      }
    }
  }

  /** Two votes, one of them a tie, which schemas of preferences have no row for. */
  @ParameterizedTest
  @MethodSource("files")
  void everySchemaComesInEveryFormatItHas(Schema schema, Format format) {
    Voter voter = arena.newVoter();
    voter.vote(voter.startAndWait("The better one"), "model_b");
    voter.vote(voter.startAndWait("Neither"), "tie");

    HttpResponse<String> file = export("schema=" + schema.key() + "&format=" + format.key());

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).contains(format.mediaType());
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("\"" + schema.key() + "." + format.extension() + "\"");
    int rows = PREFERENCES.contains(schema) ? 1 : 2;
    switch (format) {
      case JSONL -> {
        List<JsonNode> lines = file.body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(rows);
        assertThat(new ArrayList<>(lines.getFirst().propertyNames()))
            .isEqualTo(schema.columns().stream().map(Column::name).toList());
      }
      case CSV -> assertThat(file.body().lines()).hasSize(rows + 1);
      case PARQUET -> assertThat(file.body()).startsWith("PAR1").endsWith("PAR1");
    }
  }

  static List<Arguments> files() {
    return ExportController.SCHEMAS.stream()
        .flatMap(schema -> schema.formats().stream().map(format -> Arguments.of(schema, format)))
        .toList();
  }

  @Test
  void theUsualFormatOfASchemaIsMeantWhereNoneIsNamed() {
    assertThat(export("schema=arena-55k").headers().firstValue("Content-Type"))
        .contains("text/csv");
    assertThat(export("").headers().firstValue("Content-Disposition").orElse(""))
        .contains("arena-33k.jsonl");
    HttpResponse<String> refused = export("schema=arena-33k&format=csv");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Voter.json(refused).get("field").asString()).isEqualTo("format");
    assertThat(Voter.json(refused).get("detail").asString()).contains("jsonl, parquet");
    assertThat(export("schema=provenance&format=csv").statusCode()).isEqualTo(400);
    assertThat(export("source=elsewhere").statusCode()).isEqualTo(400);
  }

  @Test
  void conversationsGetTagsAfterTheVoteAndLoseThemWithTheTexts() {
    server.model("id-birch", Script.answer("I am Birch, made by Maker of birch"));
    server.model("id-maple", Script.answer("Mail ada.lovelace@analytical.org"));
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Who are you? Answer in two sentences.");
    voter.vote(battle, "tie");
    Conversations conversations = arena.part(Conversations.class);
    Selection own = Selection.before(Instant.now().plusSeconds(60), Set.of(Source.OWN));
    List<Tags> tags = new ArrayList<>();
    within(
        Duration.ofSeconds(20),
        "tags",
        () -> {
          tags.clear();
          conversations.forEach(
              own,
              one -> {
                if (one.tags() != null) {
                  tags.add(one.tags());
                }
              });
          return !tags.isEmpty();
        });

    assertThat(tags.getFirst().leakA() ^ tags.getFirst().leakB()).isTrue();
    assertThat(tags.getFirst().personal()).containsExactly("email");
    assertThat(tags.getFirst().categories()).containsExactly(Category.INSTRUCTIONS);
    Settings settings = arena.part(Settings.class);
    settings.change(
        Map.of("tiltyard.leaks.aliases", JSON.readTree("[\"maple = Ada Lovelace, Countess\"]")),
        "test");
    within(
        Duration.ofSeconds(20),
        "tags by the new names",
        () -> {
          boolean[] both = {false};
          conversations.forEach(
              own,
              one -> {
                Tags now = one.tags();
                both[0] |= now != null && now.leakA() && now.leakB();
              });
          return both[0];
        });
    settings.change(Map.of("tiltyard.leaks.aliases", JSON.nullNode()), "test");
    voter.postForm("/my-data/withdraw", Map.of("way", "texts"));
    assertThat(
            arena
                .database()
                .sql("select count(*) from conversation_tag where conversation_id = ?")
                .param(battle)
                .query(Integer.class)
                .single())
        .isZero();
    server.model("id-birch", Script.answer("Birch one"));
    server.model("id-maple", Script.answer("Maple one"));
  }

  @Test
  void theWorstOfAllMessagesIsInTheRowOnceAllAreChecked() {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("A prompt that somebody looks at");
    voter.vote(battle, "tie");
    ModerationRecords records = arena.part(ModerationRecords.class);
    records.write(MessageKey.prompt(battle, 1), List.of(further(checked(0.1, false))));
    records.write(
        MessageKey.answer(battle, 1, "a", attempt(battle, "a")), List.of(checked(0.9, true)));
    assertThat(moderation(battle).isNull()).isTrue();

    records.write(
        MessageKey.answer(battle, 1, "b", attempt(battle, "b")), List.of(checked(0.2, false)));
    JsonNode moderation = moderation(battle);
    assertThat(moderation.get("flagged").asBoolean()).isTrue();
    assertThat(moderation.get("categories").get("violence").asBoolean()).isTrue();
    assertThat(moderation.get("category_scores").get("violence").asDouble()).isEqualTo(0.9);
    JsonNode checks =
        JSON.readTree(export("schema=provenance").body().lines().findFirst().orElseThrow())
            .get("moderation");
    assertThat(checks.size()).isEqualTo(1);
    assertThat(checks.get(0).get("category").asString()).isEqualTo("illicit");
    assertThat(new ArrayList<>(moderation.get("categories").propertyNames()))
        .containsExactlyElementsOf(ConversationModeration.PUBLISHED);
  }

  private static int attempt(String battle, String seat) {
    return arena
        .database()
        .sql("select max(attempt) from answer where battle_id = ? and seat = ?")
        .params(battle, seat)
        .query(Integer.class)
        .single();
  }

  /** With a category that the published schema has no place for. */
  private static Result further(Result of) {
    Map<String, CategoryResult> categories = new LinkedHashMap<>(of.categories());
    categories.put("illicit", new CategoryResult(false, 0.01));
    return new Result(
        of.link(),
        of.model(),
        of.version(),
        categories,
        of.flagged(),
        of.outcome(),
        null,
        of.checkedAt());
  }

  private static Result checked(double score, boolean flagged) {
    Map<String, CategoryResult> categories = new LinkedHashMap<>();
    ConversationModeration.PUBLISHED.forEach(
        name -> categories.put(name, new CategoryResult(flagged, score)));
    return new Result(
        ConversationModeration.OPENAI,
        "m",
        "1",
        categories,
        flagged,
        Outcome.ALLOW,
        null,
        Instant.now());
  }

  private static JsonNode moderation(String battle) {
    return export("schema=arena-33k")
        .body()
        .lines()
        .map(JSON::readTree)
        .filter(row -> row.get("question_id").asString().equals(battle))
        .findFirst()
        .orElseThrow()
        .get("openai_moderation");
  }

  @Test
  void whatIsNotOfferedIsNamed() {
    HttpResponse<String> schema = export("schema=arena-99k&format=jsonl");
    assertThat(schema.statusCode()).isEqualTo(400);
    assertThat(Voter.json(schema).get("detail").asString()).contains("arena-33k");
    assertThat(export("schema=arena-33k&format=xls").statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> export(String query) {
    Voter researcher = arena.newVoter();
    return researcher.send(
        researcher
            .request("/research/export?" + query)
            .header("Authorization", Voter.basic("admin", PASSWORD))
            .header("Accept", "*/*")
            .GET());
  }
}
