package org.tiltyard.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tiltyard.battle.Withdrawal;
import org.tiltyard.faults.Fault;
import org.tiltyard.identity.ParticipantId;
import org.tiltyard.moderation.ScriptedModerationServer.Mood;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.settings.Settings;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts are checked before a model sees them, answers after they have ended. */
class ModerationIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PREFIX = "tiltyard.moderation.";
  private static final Duration SOON = Duration.ofSeconds(10);

  private static ScriptedModelServer models;
  private static ScriptedModerationServer service;
  private static TestArena arena;

  private Voter voter;

  @BeforeAll
  static void open() {
    models = ScriptedModelServer.start();
    service = ScriptedModerationServer.start();
    arena =
        TestArena.withModels(
            TestArena.models(models.baseUrl(), "a-key", "birch", "maple"),
            "--tiltyard.battle.retry-delay=1ms",
            // What is caught up on has stories of its own.
            "--tiltyard.backlog.settle=1h");
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    models.close();
    service.close();
  }

  @BeforeEach
  void theServiceIsWellAndAsked() {
    service.mood(Mood.WELL);
    answers("A quiet answer");
    set(
        Map.of(
            "openai",
            true,
            "openai-url",
            service.baseUrl(),
            "words",
            false,
            "word-list",
            List.of("tarmac"),
            "policies",
            Map.of("violence", "block", "harassment", "warn 0.5"),
            "when-unavailable",
            "allow",
            "time-limit",
            "10s"));
    voter = arena.newVoter();
  }

  private static void answers(String text) {
    for (String model : List.of("birch", "maple")) {
      models.model("id-" + model, Script.answer(text));
    }
  }

  private static void set(Map<String, ?> values) {
    Map<String, JsonNode> changes = new HashMap<>();
    values.forEach((key, value) -> changes.put(PREFIX + key, JSON.valueToTree(value)));
    arena.part(Settings.class).change(changes, "test");
  }

  private static Map<MessageKey, List<Result>> results(String battle) {
    return arena.part(ModerationRecords.class).of(battle);
  }

  private static Result resultOf(MessageKey message) {
    return Objects.requireNonNull(results(message.battle()).get(message)).getFirst();
  }

  private static List<MessageKey> messages(String battle) {
    return List.of(
        MessageKey.prompt(battle, 1),
        MessageKey.answer(battle, 1, "a", 0),
        MessageKey.answer(battle, 1, "b", 0));
  }

  private static void awaitChecks(String battle, int messages) {
    Eventually.within(
        SOON, messages + " messages are checked", () -> results(battle).size() == messages);
  }

  @Nested
  class Prompts {

    @Test
    void areBlockedBeforeAnyModelSeesThem() {
      int asked = models.received().size();

      HttpResponse<String> refused =
          voter.post("/battles", Map.of("prompt", "Praise violence", "acknowledged", true));

      JsonNode problem = Voter.json(refused);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(problem.get("reason").asString()).isEqualTo("blocked");
      assertThat(problem.get("field").asString()).isEqualTo("prompt");
      assertThat(problem.get("categories").get(0).asString()).isEqualTo("violence");
      assertThat(problem.get("detail").asString()).contains("does not take violence");
      assertThat(models.received()).hasSize(asked);
    }

    @Test
    void stayInTheBoxOfAPageWithoutScript() {
      HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", "Praise violence"));

      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body())
          .contains("Praise violence</textarea>", "does not take violence")
          .doesNotContain("name=\"acknowledged\"");
    }

    @Test
    void areSentInSpiteOfAWarningWhenThePersonSaysSo() {
      HttpResponse<String> warned = voter.post("/battles", Map.of("prompt", "Out of spite"));
      assertThat(warned.statusCode()).isEqualTo(422);
      assertThat(Voter.json(warned).get("reason").asString()).isEqualTo("warning");

      HttpResponse<String> sent =
          voter.post("/battles", Map.of("prompt", "Out of spite", "acknowledged", true));

      assertThat(sent.statusCode()).isEqualTo(201);
      String battle = Voter.json(sent).get("id").asString();
      Result result = resultOf(MessageKey.prompt(battle, 1));
      assertThat(result.outcome()).isEqualTo(Outcome.WARN);
      assertThat(result.categories().get("harassment")).isEqualTo(new CategoryResult(false, 0.6));
      voter.events(battle);
    }

    /** The service flags it with 0.9. */
    @ParameterizedTest
    @CsvSource({
      "off, 201, ALLOW",
      "off 0.1, 201, ALLOW",
      "log, 201, LOG",
      "log 0.95, 201, ALLOW",
      "warn 0.95, 201, ALLOW",
      "warn 0.9, 422, warning",
      "block 0.91, 201, ALLOW",
      "block 0.5, 422, blocked",
      "BLOCK, 422, blocked"
    })
    void areDealtWithAsTheirCategorysPolicyAndScoreSay(String policy, int status, String what) {
      set(Map.of("policies", Map.of("violence", policy)));

      HttpResponse<String> answer = voter.post("/battles", Map.of("prompt", "Is violence art?"));

      assertThat(answer.statusCode()).isEqualTo(status);
      JsonNode body = Voter.json(answer);
      if (status == 201) {
        String battle = body.get("id").asString();
        Result result = resultOf(MessageKey.prompt(battle, 1));
        assertThat(result.outcome()).isEqualTo(Outcome.valueOf(what));
        assertThat(result.categories().get("violence")).isEqualTo(new CategoryResult(true, 0.9));
        voter.events(battle);
      } else {
        assertThat(body.get("reason").asString()).isEqualTo(what);
      }
    }

    @Test
    void areSentInSpiteOfAWarningByASecondButton() {
      HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", "Out of spite"));
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body())
          .contains("Out of spite</textarea>", "Send this anyway?", "name=\"acknowledged\"");

      HttpResponse<String> sent =
          voter.postForm("/battles", Map.of("prompt", "Out of spite", "acknowledged", "true"));

      assertThat(sent.statusCode()).isEqualTo(303);
    }

    @Test
    void areCheckedOnEveryTurn() {
      String battle = voter.startAndWait("A harmless start");

      HttpResponse<String> blocked = voter.ask(battle, "And now violence");
      HttpResponse<String> warned = voter.ask(battle, "And now spite");
      HttpResponse<String> page =
          voter.postForm("/battles/" + battle + "/turns", Map.of("prompt", "And now spite"));
      HttpResponse<String> sent =
          voter.post(
              "/battles/" + battle + "/turns",
              Map.of("prompt", "And now spite", "acknowledged", true));

      assertThat(blocked.statusCode()).isEqualTo(422);
      assertThat(warned.statusCode()).isEqualTo(422);
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body()).contains("And now spite</textarea>", "name=\"acknowledged\"");
      assertThat(sent.statusCode()).isEqualTo(201);
      assertThat(resultOf(MessageKey.prompt(battle, 2)).outcome()).isEqualTo(Outcome.WARN);
      voter.events(battle);
    }

    @Test
    void areLookedThroughForWordsWithoutAnyService() {
      set(Map.of("openai", false, "words", true));
      int asked = service.received().size();

      HttpResponse<String> refused = voter.post("/battles", Map.of("prompt", "TARMAC, please"));
      String battle = voter.startAndWait("A tarmacked road");

      assertThat(Voter.json(refused).get("detail").asString())
          .contains("words that are listed here")
          .doesNotContain("tarmac");
      assertThat(resultOf(MessageKey.prompt(battle, 1)).link()).isEqualTo("words");
      assertThat(service.received()).hasSize(asked);
    }

    @Test
    void ofGreatLengthCountAsTheirWorstPart() {
      Verdict verdict = arena.part(Moderator.class).checkPrompt("word ".repeat(9000) + "swindle");

      JsonNode input = service.received().getLast().get("input");
      assertThat(input.size()).isEqualTo(3);
      assertThat(String.join("", input.valueStream().map(JsonNode::asString).toList()))
          .endsWith("word swindle")
          .hasSize(45_007);
      assertThat(verdict.outcome()).isEqualTo(Outcome.LOG);
      assertThat(verdict.results().getFirst().categories().get("illicit"))
          .returns(true, CategoryResult::flagged);
    }
  }

  @Test
  void answersAreCheckedAfterTheyHaveEndedAndTheConversationIsAsItsWorstMessage() {
    answers("An answer of violence, and how to swindle");

    String battle = voter.startAndWait("A harmless start");
    awaitChecks(battle, 3);

    Map<MessageKey, List<Result>> results = results(battle);
    assertThat(results.keySet()).containsExactlyElementsOf(messages(battle));
    Result prompt = resultOf(MessageKey.prompt(battle, 1));
    assertThat(prompt.flagged()).isFalse();
    assertThat(prompt.model()).isEqualTo("omni-2024-09-26");
    assertThat(prompt.version()).isEqualTo("omni-moderation-latest");
    Result answer = resultOf(MessageKey.answer(battle, 1, "a", 0));
    assertThat(answer.flagged()).isTrue();
    assertThat(answer.outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(voter.show(battle).toString()).contains("An answer of violence");

    ConversationModeration whole =
        ConversationModeration.of(ConversationModeration.OPENAI, messages(battle), results)
            .orElseThrow();
    assertThat(whole.complete()).isTrue();
    assertThat(whole.categories().keySet())
        .containsExactlyElementsOf(ConversationModeration.PUBLISHED);
    assertThat(whole.flagged()).isTrue();
    assertThat(whole.categories().get("violence")).isEqualTo(new CategoryResult(true, 0.9));
    assertThat(whole.categories().get("hate")).isEqualTo(new CategoryResult(false, 0.0001));
    assertThat(whole.further().get("illicit")).isEqualTo(new CategoryResult(true, 0.95));
  }

  @Fault("the moderation service is down")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WELL")
  void battlesGoOnWithoutTheServiceAndSayThatNothingWasChecked(Mood mood) {
    service.mood(mood);
    set(Map.of("time-limit", mood == Mood.SILENT ? "300ms" : "10s"));

    String battle = voter.startAndWait("Words that a secret sentence holds");
    awaitChecks(battle, 3);

    for (MessageKey message : messages(battle)) {
      Result result = resultOf(message);
      assertThat(result.outcome()).isEqualTo(Outcome.NOT_CHECKED);
      assertThat(result.categories()).isEmpty();
      assertThat(result.problem()).isNotBlank().doesNotContain("secret sentence");
    }
    assertThat(
            ConversationModeration.of(
                ConversationModeration.OPENAI, messages(battle), results(battle)))
        .isEmpty();
    assertThat(uncheckedOf(battle)).containsExactlyElementsOf(messages(battle));
  }

  @Test
  void promptsAreHeldBackWithoutTheServiceWhereThatIsThePolicy() {
    service.mood(Mood.HTTP_500);
    set(Map.of("when-unavailable", "block"));
    int asked = models.received().size();

    HttpResponse<String> held = voter.post("/battles", Map.of("prompt", "Harmless"));
    HttpResponse<String> page = voter.postForm("/battles", Map.of("prompt", "Harmless"));

    assertThat(held.statusCode()).isEqualTo(503);
    assertThat(Voter.json(held).get("reason").asString()).isEqualTo("not-checked");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Harmless</textarea>", "can’t do so right now");
    assertThat(models.received()).hasSize(asked);
  }

  @Test
  void whatWasNotCheckedCanBeCaughtUpOnAndStaysChecked() {
    service.mood(Mood.HTTP_500);
    String battle = voter.startAndWait("Catch up on this");
    awaitChecks(battle, 3);
    service.mood(Mood.WELL);

    ModerationRecords records = arena.part(ModerationRecords.class);
    for (ModerationRecords.Unchecked one : unchecked(battle)) {
      Result later = arena.part(Moderator.class).checkBy("openai", one.text(), SOON).orElseThrow();
      records.write(one.message(), List.of(later));
      records.write(
          one.message(), List.of(Result.notChecked("openai", "down again", later.checkedAt())));
    }

    assertThat(uncheckedOf(battle)).isEmpty();
    assertThat(results(battle).values().stream().flatMap(List::stream).map(Result::outcome))
        .hasSize(3)
        .containsOnly(Outcome.ALLOW);
  }

  @Test
  void listsWhatNoLinkHasCheckedPageByPage() {
    set(Map.of("openai", false));
    String battle = voter.startAndWait("Never checked by anybody");

    ModerationRecords records = arena.part(ModerationRecords.class);
    List<ModerationRecords.Unchecked> all = records.unchecked("some-classifier", null, 1000);
    List<ModerationRecords.Unchecked> rest =
        records.unchecked("some-classifier", all.getFirst().message(), 1000);

    assertThat(all.stream().map(ModerationRecords.Unchecked::message))
        .containsAll(messages(battle));
    assertThat(rest).isEqualTo(all.subList(1, all.size()));
    assertThat(records.countUnchecked("some-classifier")).isEqualTo(all.size());
  }

  @Test
  void resultsGoWithTheTextsThatAPersonHasDeleted() {
    String battle = voter.startAndWait("Words to be forgotten");
    awaitChecks(battle, 3);
    String person =
        arena
            .database()
            .sql("select participant_id from battle where id = ?")
            .param(battle)
            .query(String.class)
            .single();

    arena.part(Withdrawal.class).deleteTexts(new ParticipantId(person));

    assertThat(results(battle)).isEmpty();
    assertThat(unchecked(battle)).isEmpty();
  }

  @Test
  void nothingIsDoneWhileAllLinksAreOff() {
    set(Map.of("openai", false));
    int asked = service.received().size();

    String battle = voter.startAndWait("Praise violence");

    assertThat(arena.part(Moderator.class).links()).isEmpty();
    assertThat(arena.part(Moderator.class).checkPrompt("violence")).isSameAs(Verdict.NONE);
    assertThat(results(battle)).isEmpty();
    assertThat(service.received()).hasSize(asked);
  }

  @Test
  void theSealedKeyIsSentAndCanBeTakenAway() {
    ModerationKey key = arena.part(ModerationKey.class);
    key.set("sk-sealed-key");
    arena.part(Moderator.class).checkPrompt("With a key");
    key.remove();
    arena.part(Moderator.class).checkPrompt("Without one");

    List<String> sent = service.authorizations();
    assertThat(sent.subList(sent.size() - 2, sent.size()))
        .containsExactly("Bearer sk-sealed-key", "");
  }

  private static List<ModerationRecords.Unchecked> unchecked(String battle) {
    return arena.part(ModerationRecords.class).unchecked("openai", null, 10_000).stream()
        .filter(one -> one.message().battle().equals(battle))
        .toList();
  }

  /** In the order of a conversation. */
  private static List<MessageKey> uncheckedOf(String battle) {
    return Stream.concat(
            unchecked(battle).stream()
                .map(ModerationRecords.Unchecked::message)
                .filter(message -> message.part() == MessageKey.Part.PROMPT),
            Arrays.stream(new String[] {"a", "b"})
                .map(seat -> MessageKey.answer(battle, 1, seat, 0))
                .filter(message ->
                    unchecked(battle).stream().anyMatch(one -> one.message().equals(message))))
        .toList();
  }
}
