package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way of a prompt, from the first word typed to the line in the researcher's file. */
class StoryIT extends ArenaStory {

  private static final String FIRST = "What is the capital of France, and what should I see there?";
  private static final String SECOND = "And what about Spain?";
  private static final List<String> FIELDS =
      List.of(
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

  private final Gate goOn = new Gate();

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void fromAPromptToTheDataset() throws IOException, InterruptedException {
    scriptBothModels();
    Page page =
        newContext(
                new Browser.NewContextOptions()
                    .setPermissions(List.of("clipboard-read", "clipboard-write")))
            .newPage();

    BattleView battle = BattleView.begin(page, FIRST);
    bothAnswersAppearWhileTheyAreWritten(battle);
    Map<String, String> seats = new HashMap<>();
    MODELS.forEach(model -> seats.put(seatOf(model, battle.id()), model));
    oneSideIsStoppedInTheSecondTurn(battle, seatOf("birch", battle.id()));
    Map<String, List<String>> onScreen = Map.of("a", battle.copied("a"), "b", battle.copied("b"));
    assertThat(page.content()).doesNotContain("birch", "maple");

    theVoteRevealsTheNames(battle, seats);
    theHistoryHasItWithItsVote(battle, seats);

    signIn(page, "/research");
    assertAccessible(page);
    JsonNode row = exported(page);
    screenshot(page, "research");
    assertThat(row.get("model_a").asString()).isEqualTo(seats.get("a"));
    assertThat(row.get("model_b").asString()).isEqualTo(seats.get("b"));
    for (String seat : SEATS) {
      assertThat(conversation(row.get("conversation_" + seat)))
          .containsExactly(
              "user: " + FIRST,
              "assistant: " + onScreen.getOrDefault(seat, List.of()).getFirst(),
              "user: " + SECOND,
              "assistant: " + onScreen.getOrDefault(seat, List.of()).getLast());
    }
    theRestOfTheRowIsAsPublished(row);
  }

  private void scriptBothModels() {
    models.model(
        "id-birch",
        Script.stream()
            .text("**Paris.** Begin with")
            .pause(goOn)
            .text(" these:\n\n1. the *Île de la Cité*\n2. the Louvre\n\n")
            .text("```python\nprint(\"bon voyage\")\n```\n")
            .finish("stop")
            .done(),
        Script.stream().text("Madrid, of course, and ").hang());
    models.model(
        "id-maple",
        Script.stream()
            .text("It is Paris — «la Ville")
            .pause(goOn)
            .text(" lumière».\n\n| See | Hours |\n|---|--:|\n| Louvre | 4 |\n| Orsay | 3 |\n")
            .finish("stop")
            .done(),
        Script.answer("Madrid", ": the Prado", ", $2 + 2$ churros 🥨."));
  }

  private void bothAnswersAppearWhileTheyAreWritten(BattleView battle) {
    String birch = seatOf("birch", battle.id());
    assertThat(battle.answer(birch)).hasText("Paris. Begin with");
    assertThat(battle.answer(other(birch))).hasText("It is Paris — «la Ville");
    for (String seat : SEATS) {
      assertThat(battle.seat(seat)).hasAttribute("data-state", "streaming");
      assertThat(battle.button(seat, "stop")).isVisible();
    }
    assertThat(battle.verdict("model_a")).hasAttribute("aria-disabled", "true");
    battle.verdict("model_a").dispatchEvent("click");
    assertThat(battle.page().locator(".vote-hint")).hasText("Vote when both are finished");
    assertAccessible(battle.page());
    screenshot(battle.page(), "streaming");

    goOn.release();

    battle.awaitReady();
    assertThat(votes()).isZero();
    assertThat(battle.answer(birch).locator("ol > li")).hasCount(2);
    assertThat(battle.answer(other(birch)).locator("tbody td")).hasCount(4);
  }

  private void oneSideIsStoppedInTheSecondTurn(BattleView battle, String birch)
      throws InterruptedException {
    battle.ask(SECOND);
    assertThat(battle.answer(birch)).hasText("Madrid, of course, and");
    assertThat(battle.seat(other(birch))).hasAttribute("data-state", "complete");
    assertThat(battle.verdict("tie")).hasAttribute("aria-disabled", "true");

    battle.button(birch, "stop").click();

    battle.awaitReady();
    assertThat(battle.seat(birch)).hasAttribute("data-state", "stopped");
    assertThat(battle.answer(birch)).hasText("Madrid, of course, and");
    models.awaitCutShort(1);
    assertThat(models.received("id-birch").getLast().body().at("/messages").size()).isEqualTo(3);
    assertAccessible(battle.page());
    screenshot(battle.page(), "settled");
  }

  private void theVoteRevealsTheNames(BattleView battle, Map<String, String> seats) {
    Page page = battle.page();
    page.locator(".reasons summary").click();
    page.locator(".reasons-seat[data-seat='b'] .chip").first().click();
    page.locator(".reasons-seat[data-seat='a'] .chip").last().click();
    page.locator(".reasons-comment textarea").fill("B was shorter.");
    assertAccessible(page);
    screenshot(page, "reasons");
    page.keyboard().press("Escape");

    battle.vote("model_b");

    for (String seat : SEATS) {
      assertThat(page.locator(".model-card[data-seat='" + seat + "'] .model-name"))
          .hasText(seats.get(seat));
      assertThat(battle.seat(seat).locator(".seat-name")).hasText(seats.get(seat));
    }
    assertThat(page.locator(".model-card[data-seat='b']")).containsText("your choice");
    assertThat(page.locator(".reveal-comment")).hasText("B was shorter.");
    assertThat(page.locator("prompt-box, vote-bar")).hasCount(0);
    assertAccessible(page);
    screenshot(page, "revealed");
  }

  private void theHistoryHasItWithItsVote(BattleView battle, Map<String, String> seats) {
    Page page = battle.page();
    String id = battle.id();
    page.locator(".rooms a[href='/history']").click();
    assertThat(page.locator(".past-battle")).hasCount(1);
    assertThat(page.locator(".past-model[data-chosen]")).containsText(seats.get("b"));
    assertAccessible(page);
    screenshot(page, "history");

    page.locator(".past-prompt").click();

    assertThat(battle.reveal()).isVisible();
    assertThat(battle.id()).isEqualTo(id);
    assertThat(page.locator("#reveal-title")).hasText("You chose B: " + seats.get("b"));
    assertThat(page.locator(".prompt-text").allInnerTexts()).containsExactly(FIRST, SECOND);
  }

  private static JsonNode exported(Page page) throws IOException {
    Download download =
        page.waitForDownload(() -> page.locator("export-progress [value=jsonl] >> nth=0").click());
    assertThat(download.suggestedFilename()).isEqualTo("arena-33k.jsonl");
    assertThat(page.locator(".export-words")).containsText("Done");
    assertThat(page.locator("#export-bar")).hasJSProperty("value", 1);
    String file = Files.readString(download.path());
    assertThat(file).endsWith("}\n");
    assertThat(file.lines()).hasSize(1);
    return new JsonMapper().readTree(file);
  }

  private static List<String> conversation(JsonNode messages) {
    List<String> said = new ArrayList<>();
    for (JsonNode message : messages) {
      assertThat(message.propertyNames()).containsExactly("content", "role");
      said.add(message.get("role").asString() + ": " + message.get("content").asString());
    }
    return said;
  }

  private static void theRestOfTheRowIsAsPublished(JsonNode row) {
    assertThat(row.propertyNames()).containsExactlyElementsOf(FIELDS);
    assertThat(row.get("question_id").asString()).matches("[0-9a-f]{32}");
    assertThat(row.get("winner").asString()).isEqualTo("model_b");
    assertThat(row.get("judge").asString()).isEqualTo("arena_user_1");
    assertThat(row.get("turn").isInt()).isTrue();
    assertThat(row.get("turn").asInt()).isEqualTo(2);
    assertThat(row.get("anony").isBoolean()).isTrue();
    assertThat(row.get("anony").asBoolean()).isTrue();
    assertThat(row.get("language").asString()).isEqualTo("English");
    assertThat(row.get("tstamp").isFloatingPointNumber()).isTrue();
    assertThat(row.get("tstamp").asDouble())
        .isCloseTo(Instant.now().getEpochSecond(), within(120.0));
    assertThat(row.get("openai_moderation").isNull()).isTrue();
    assertThat(row.get("toxic_chat_tag").isNull()).isTrue();
  }
}
