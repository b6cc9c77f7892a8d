package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;

/** Choosing models by name: side by side, direct, and going on with two, in a real browser. */
class ModesStoryIT extends ArenaStory {

  private static final int SMALLEST = 320;
  private static final String SIDEWAYS =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  @BeforeAll
  static void open() {
    openArena(
        "--tiltyard.models[0].license=Apache-2.0",
        "--tiltyard.models[0].link=https://example.org/birch",
        "--tiltyard.models[0].description=A small model for short answers, trained on tree rings.",
        "--tiltyard.models[2].name=hornbeam-72b-instruct-with-a-long-name",
        "--tiltyard.models[2].base-url=" + "http://localhost:9/v1",
        "--tiltyard.models[2].organisation=A maker whose name is rather long");
    arena
        .database()
        .sql(
            "update language_model set context_length = 128000, price_in = 0.15, price_out = 0.6"
                + " where name = 'birch'")
        .update();
  }

  @BeforeEach
  void everybodyAnswers() {
    models.model("id-birch", Script.answer("Birch says **hello**."));
    models.model("id-maple", Script.answer("Maple says hi."));
  }

  @Test
  void twoModelsOfMyChoice() throws InterruptedException {
    Gate gate = new Gate();
    models.model(
        "id-birch",
        Script.stream().text("Birch says").pause(gate).text(" hello").finish("stop").done());
    models.model(
        "id-maple",
        Script.stream().text("Maple says").pause(gate).text(" hi").finish("stop").done());
    Page page = newPage();
    page.navigate("/");
    assertThat(page.locator(".modes [aria-current=page]")).hasText("Anonymous");
    page.locator(".modes a", new Page.LocatorOptions().setHasText("Side by side")).click();
    assertThat(page.locator(".rooms [aria-current=page]")).hasText("Arena");

    choose(page, "a", "map", "maple");
    choose(page, "b", "maker of bi", "birch");
    assertThat(chooser(page, "b").locator(".chooser-card"))
        .containsText("128,000 tokens of context");
    assertThat(chooser(page, "b").locator(".chooser-card"))
        .containsText("$0.15 in, $0.60 out per million tokens");
    assertGood(page, "side-by-side");

    page.reload();
    assertThat(chooser(page, "a").locator(".chooser-search")).hasValue("maple");
    page.locator("#prompt").fill("Who are you?");
    page.locator("#prompt").press("Enter");
    page.waitForURL("**/battles/*");
    BattleView battle = new BattleView(page);
    assertThat(battle.answer("a")).hasText("Maple says");
    assertThat(battle.answer("b")).hasText("Birch says");
    assertThat(battle.seat("a").locator(".seat-name")).hasText("maple");
    assertThat(battle.seat("b").locator(".seat-name")).hasText("birch");
    assertGood(page, "side-by-side-streaming");
    gate.release();
    battle.awaitReady();

    battle.ask("And again?");
    battle.awaitReady();
    assertThat(battle.seat("a").locator(".seat-name")).hasText("maple");
    battle.vote("model_a");
    assertThat(page.locator("#reveal-title")).hasText("You chose A: maple");
    assertGood(page, "side-by-side-voted");
    assertThat(page.locator("[data-new-round]")).hasAttribute("href", "/side-by-side");
  }

  @Test
  void theListOfModelsNeedsNoMouse() {
    Page page = open("/side-by-side");
    Locator search = chooser(page, "a").locator(".chooser-search");
    search.focus();
    page.keyboard().press("ArrowDown");
    assertThat(search).hasAttribute("aria-expanded", "true");
    assertThat(chooser(page, "a").locator("[role=option]")).hasCount(3);
    assertGood(page, "chooser-open");
    search.focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    String active = search.getAttribute("aria-activedescendant");
    String name = page.locator("#" + active).getAttribute("data-name");
    page.keyboard().press("Enter");
    assertThat(search).hasValue(name);
    assertThat(search).hasAttribute("aria-expanded", "false");

    page.keyboard().type("nothing of the kind");
    assertThat(chooser(page, "a").locator("[role=option]"))
        .hasText("No model has this in its name.");
    page.keyboard().press("Escape");
    assertThat(search).hasValue(name);

    search.fill("maple");
    page.keyboard().press("Enter");
    chooser(page, "b").locator(".chooser-search").fill("maple");
    page.keyboard().press("Enter");
    expectProblem("422");
    page.locator("#prompt").fill("Twice the same");
    page.keyboard().press("Enter");
    assertThat(page.locator(".chooser-problem")).containsText("Choose two different models");
    assertThat(page.locator("#prompt")).hasValue("Twice the same");
    chooser(page, "b").locator("[data-action=random]").click();
    assertThat(chooser(page, "b").locator(".chooser-search")).not().hasValue("maple");
  }

  @Test
  void oneModelAndThumbs() throws InterruptedException {
    Gate gate = new Gate();
    models.model(
        "id-birch",
        Script.stream().text("Birch says").pause(gate).text(" **hello**").finish("stop").done());
    Page page = newPage();
    page.navigate("/direct");
    choose(page, null, "birch", "birch");
    assertGood(page, "direct");
    page.locator("#prompt").fill("Just you");
    page.locator("#prompt").press("Enter");
    page.waitForURL("**/battles/*");
    BattleView battle = new BattleView(page);
    assertThat(battle.answer("a")).hasText("Birch says");
    assertThat(page.locator("answer-seat")).hasCount(1);
    assertThat(page.locator("answer-feedback")).isHidden();
    assertThat(page.locator(".seat-tabs, vote-bar")).hasCount(0);
    gate.release();
    assertThat(battle.seat("a")).hasAttribute("data-state", "complete");
    Locator up = page.locator(".thumb[data-verdict=up]");
    up.click();
    assertThat(up).hasAttribute("aria-pressed", "true");
    page.locator(".feedback-why summary").click();
    page.locator(".chip", new Page.LocatorOptions().setHasText("useful")).click();
    page.locator(".feedback-form textarea").fill("To the point");
    assertGood(page, "direct-why");
    page.locator(".feedback-form .button").click();
    assertThat(page.locator(".feedback-form")).isHidden();
    page.reload();
    assertThat(up).hasAttribute("aria-pressed", "true");
    page.locator(".feedback-why summary").click();
    assertThat(page.locator(".feedback-form textarea")).hasValue("To the point");
    page.locator(".feedback-why summary").click();

    battle.ask("More?");
    assertThat(battle.seat("a")).hasAttribute("data-state", "complete");
    page.keyboard().press("2");
    assertThat(battle.seat("a").locator(".thumb[data-verdict=down]"))
        .hasAttribute("aria-pressed", "true");
    page.keyboard().press("2");
    assertThat(battle.seat("a").locator("[aria-pressed=true]")).hasCount(0);
    battle.button("a", "retry").click();
    assertThat(battle.seat("a")).hasAttribute("data-state", "complete");
    assertGood(page, "direct-thumbs");
    page.navigate("/history");
    assertThat(page.locator(".past-mode")).hasText("Direct");
    assertGood(page, "history-modes");
  }

  @Test
  void aModelThatFailsCanBeAskedAgain() {
    String name = "hornbeam-72b-instruct-with-a-long-name";
    Page page = newPage();
    page.navigate("/direct");
    choose(page, null, "long", name);
    page.locator("#prompt").fill("Anybody?");
    page.locator("#prompt").press("Enter");
    page.waitForURL("**/battles/*");
    BattleView battle = new BattleView(page);
    assertThat(battle.seat("a")).hasAttribute("data-state", "failed");
    assertThat(battle.seat("a").locator(".seat-reason")).hasText("The model can’t be reached now.");
    assertThat(battle.button("a", "retry")).containsText("Try again");
    assertThat(page.locator("answer-feedback")).isHidden();
    assertGood(page, "direct-failed");

    page.navigate("/side-by-side");
    choose(page, "a", "long", name);
    choose(page, "b", "birch", "birch");
    page.locator("#prompt").fill("Anybody?");
    page.locator("#prompt").press("Enter");
    page.waitForURL("**/battles/*");
    assertThat(battle.seat("b")).hasAttribute("data-state", "complete");
    assertThat(battle.seat("a")).hasAttribute("data-state", "failed");
    assertGood(page, "side-by-side-failed");
    page.navigate("/history");
    assertGood(page, "history-open");
  }

  @Test
  void saysSoWhenNobodyCanBeChosen() {
    arena.database().sql("update language_model set anonymous_only = true").update();
    try {
      Page page = open("/side-by-side");
      assertThat(page.locator(".empty")).isVisible();
      assertThat(page.locator("#prompt")).hasCount(0);
      assertGood(page, "nobody");
    } finally {
      arena.database().sql("update language_model set anonymous_only = false").update();
    }
  }

  @Test
  void aDirectBattleFitsAPhone() {
    Page page =
        newPage(
            new Browser.NewContextOptions()
                .setViewportSize(375, 667)
                .setIsMobile(true)
                .setHasTouch(true));
    page.navigate("/direct");
    choose(page, null, "birch", "birch");
    page.locator("#prompt").fill("On the way");
    page.locator(".send").tap();
    page.waitForURL("**/battles/*");
    BattleView battle = new BattleView(page);
    assertThat(battle.seat("a")).hasAttribute("data-state", "complete");
    BoundingBox seat = battle.seat("a").boundingBox();
    assertThat(seat.width).isGreaterThan(330);
    for (Locator thumb : page.locator(".thumb").all()) {
      assertThat(thumb.boundingBox().height).isGreaterThanOrEqualTo(36);
    }
    page.locator(".thumb[data-verdict=flag]").tap();
    assertThat(page.locator(".feedback-form")).isVisible();
  }

  @Test
  void goingOnWithTheTwo() {
    models.model("id-hornbeam-72b-instruct-with-a-long-name", Script.answer("unused"));
    setState("hornbeam-72b-instruct-with-a-long-name", "paused");
    Page page = newPage();
    BattleView battle = BattleView.begin(page, "Who goes there?");
    battle.awaitReady();
    battle.vote("tie");
    assertThat(page.locator("[data-new-round]")).hasText("New round");
    assertGood(page, "reveal-continue");
    page.locator(".reveal-next a", new Page.LocatorOptions().setHasText("Continue")).click();
    page.waitForURL("**/continue#carried");
    assertThat(page.locator(".carried-note")).isVisible();
    assertThat(page.locator("vote-bar")).hasCount(0);
    assertGood(page, "continue");
    page.locator("#prompt").fill("Then go on");
    page.locator("#prompt").press("Enter");
    page.waitForURL(url -> url.matches(".*/battles/[0-9a-f]{32}#turn-1"));
    BattleView next = new BattleView(page);
    next.awaitReady();
    assertThat(next.turns()).hasCount(2);
    assertThat(next.seat("a").locator(".seat-name")).not().hasText("Answer A");
    assertGood(page, "continued");
    next.vote("model_b");
    assertThat(page.locator("[data-new-round]")).hasAttribute("href", "/");
    setState("hornbeam-72b-instruct-with-a-long-name", "active");
  }

  @Test
  void allOfItWorksWithoutScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/side-by-side");
    page.locator("#model-a").selectOption("maple");
    page.locator("#model-b").selectOption("maple");
    page.locator("#prompt").fill("Without script");
    expectProblem("422");
    page.locator(".send").click();
    assertThat(page.locator(".chooser-problem")).containsText("Choose two different models");
    assertThat(page.locator("#prompt")).hasValue("Without script");
    assertThat(page.locator("#model-a")).hasValue("maple");
    page.locator(".model-list summary").click();
    assertThat(page.locator(".model-list")).containsText("trained on tree rings");
    page.locator("#model-b").selectOption("birch");
    page.locator(".send").click();
    page.waitForURL("**/battles/*");
    BattleView battle = new BattleView(page);
    assertThat(battle.answer("b")).hasText("Birch says hello.");
    battle.verdict("model_b").click();
    assertThat(page.locator("#reveal-title")).hasText("You chose B: birch");
    page.locator(".reveal-next a", new Page.LocatorOptions().setHasText("Continue")).click();
    page.locator("#prompt").fill("Once more");
    page.locator(".send").click();
    page.waitForURL(url -> url.matches(".*/battles/[0-9a-f]{32}#turn-1"));
    assertThat(battle.answer("b")).hasText("Birch says hello.");

    page.navigate("/direct");
    page.locator("#model-a").selectOption("birch");
    page.locator("#prompt").fill("Alone");
    page.locator(".send").click();
    page.locator(".thumb[data-verdict=down]").click();
    assertThat(page.locator(".thumb[data-verdict=down]")).hasAttribute("aria-pressed", "true");
    page.locator(".feedback-why summary").click();
    page.locator(".chip", new Page.LocatorOptions().setHasText("incorrect")).click();
    page.locator(".feedback-form .button").click();
    page.locator(".feedback-why summary").click();
    assertThat(page.locator(".chip :checked")).hasCount(1);
    page.locator(".thumb[data-verdict=down]").click();
    assertThat(page.locator(".thumb[aria-pressed=true]")).hasCount(0);
  }

  private static void setState(String model, String state) {
    arena
        .database()
        .sql("update language_model set state = ? where name = ?")
        .params(state, model)
        .update();
  }

  private static Locator chooser(Page page, @Nullable String seat) {
    return page.locator(seat == null ? "model-chooser" : "model-chooser[data-seat=" + seat + "]");
  }

  private static void choose(Page page, @Nullable String seat, String words, String name) {
    Locator chooser = chooser(page, seat);
    chooser.locator(".chooser-search").fill(words);
    chooser.locator("[role=option][data-name='" + name + "']").click();
    assertThat(chooser.locator(".chooser-search")).hasValue(name);
    assertThat(chooser.locator(".chooser-list")).isHidden();
  }

  /** Accessible, pictured, and never wider than the window. */
  private void assertGood(Page page, String name) {
    assertAccessible(page);
    screenshot(page, "modes-" + name);
    page.setViewportSize(SMALLEST, 640);
    assertThat(page.evaluate(SIDEWAYS)).as("sideways scroll of " + name).isEqualTo(0);
    page.setViewportSize(1280, 800);
  }
}
