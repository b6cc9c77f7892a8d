package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;

/** What can come between a reader and an answer, and what is left when it has passed. */
class InterruptionsIT extends ArenaStory {

  private static final int LIMIT = 12_000;

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void reloadsAndFurtherTabsContinueTheSameAnswers() {
    Gate gate = new Gate();
    bothAnswer(
        Script.stream().text("The *first* half").pause(gate).text(" and the rest.").finish("stop"));
    int before = asked();
    BrowserContext person = newContext(new Browser.NewContextOptions());
    Page page = person.newPage();
    BattleView battle = BattleView.begin(page, "Twice");
    bothShow(battle, "The first half");

    page.reload();
    bothShow(battle, "The first half");
    Page otherTab = person.newPage();
    otherTab.navigate(page.url());
    BattleView there = new BattleView(otherTab);
    bothShow(there, "The first half");
    assertThat(there.seat("a")).hasAttribute("data-state", "streaming");
    gate.release();

    for (BattleView view : new BattleView[] {battle, there}) {
      view.awaitReady();
      bothShow(view, "The first half and the rest.");
    }
    assertThat(asked()).isEqualTo(before + 2);

    battle.vote("model_a");
    there.verdict("model_b").click();
    assertThat(otherTab.locator("#reveal-title")).containsText("You chose A");
    expectProblem("409");
  }

  @Test
  void aLostConnectionLosesNothing() throws IOException {
    Gate gate = new Gate();
    bothAnswer(Script.stream().text("Before").pause(gate).text(" and after.").finish("stop"));
    int before = asked();
    try (Line line = new Line(URI.create(arena.url()).getPort())) {
      expectProblem(line.url());
      expectProblem("net::ERR_");
      Page page = newPage();
      page.navigate(line.url());
      BattleView battle = new BattleView(page);
      battle.ask("Tunnel");
      bothShow(battle, "Before");

      page.context().setOffline(true);
      line.cut();
      assertThat(page.locator(".connection")).containsText("You are offline");
      assertAccessible(page);
      screenshot(page, "offline");
      page.locator("#prompt").fill("Still typing");
      gate.release();
      line.mend();
      page.context().setOffline(false);

      battle.awaitReady();
      bothShow(battle, "Before and after.");
      assertThat(page.locator(".connection")).isHidden();
      assertThat(page.locator("#prompt")).hasValue("Still typing");
    }
    assertThat(asked()).isEqualTo(before + 2);
  }

  @Test
  void whatWasTypedSurvivesAnArenaThatCannotBeReached() {
    Page page = newPage();
    page.navigate("/");
    page.locator("#prompt").fill("Not lost");
    expectProblem("ERR_INTERNET_DISCONNECTED");
    page.context().setOffline(true);

    page.locator(".send").click();

    assertThat(page.locator("#prompt-problem")).containsText("Your text is kept");
    assertThat(page.locator("#prompt")).hasValue("Not lost");
    page.context().setOffline(false);
    page.reload();
    assertThat(page.locator("#prompt")).hasValue("Not lost");
  }

  @Test
  void aSideThatFailsCanBeTriedAgainByItself() {
    models.model("id-birch", Script.answer("Good as ever."));
    models.model(
        "id-maple",
        Script.status(500, "{\"error\":{\"message\":\"maple.internal is down\"}}"),
        Script.status(500, "{}"),
        Script.answer("Here I am."));
    Page page = newPage();
    BattleView battle = BattleView.begin(page, "Broken");
    String maple = seatOf("maple", battle.id());
    assertThat(battle.seat(maple)).hasAttribute("data-state", "failed");
    assertThat(battle.seat(maple).locator(".seat-notice"))
        .containsText("The model behind answer " + maple.toUpperCase(Locale.ROOT));
    assertThat(page.locator(".vote-hint")).containsText("One side has nothing to judge");
    assertThat(battle.verdict("tie")).hasAttribute("aria-disabled", "true");
    assertThat(battle.button(maple, "retry")).containsText("Try this side again");
    assertThat(page.content()).doesNotContain("maple");
    int asked = models.received("id-birch").size();
    assertAccessible(page);

    battle.button(maple, "retry").click();

    battle.awaitReady();
    assertThat(battle.answer(maple)).hasText("Here I am.");
    assertThat(battle.answer(other(maple))).hasText("Good as ever.");
    assertThat(battle.seat(maple).locator(".seat-notice")).isHidden();
    assertThat(models.received("id-birch")).hasSize(asked);
    battle.vote("tie");
  }

  @Test
  void aPromptThatIsTooLongStaysInTheBoxWithTheReason() {
    Page page = newPage();
    page.navigate("/");
    String text = "é".repeat(LIMIT + 1);
    page.locator("#prompt").fill(text);
    assertThat(page.locator(".counter")).hasText("12,001 of 12,000 characters");
    page.locator("#prompt").press("Enter");
    assertThat(page.locator("#prompt-problem")).containsText("12,000 is the limit");
    assertThat(page.locator("#prompt")).hasValue(text);
    assertAccessible(page);

    expectProblem("422");
    page.locator("prompt-box").evaluate("box => box.removeAttribute('data-limit')");
    page.locator("#prompt").press("Enter");
    assertThat(page.locator("#prompt-problem")).containsText("Your prompt was not sent");
    assertThat(page.locator("#prompt")).hasValue(text);
  }

  @Test
  void nobodyElseSeesABattle() {
    bothAnswer(Script.answer("For one person only."));
    BattleView battle = BattleView.begin(newPage(), "Mine");
    battle.awaitReady();
    expectProblem("404");
    Page stranger = open("/battles/" + battle.id());
    assertThat(stranger.locator("h1")).hasText("Nothing here");
    assertThat(stranger.locator("body")).not().containsText("For one person only.");
  }

  @Test
  void withoutScriptThePageWaitsAndShowsBoth() {
    Gate gate = new Gate();
    bothAnswer(
        Script.stream().text("Half of *it*").pause(gate).text(" and the other.").finish("stop"));
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/");
    expectProblem("422");
    page.locator("#prompt").fill("x".repeat(LIMIT + 1));
    page.locator(".send").click();
    assertThat(page.locator("#prompt-problem")).containsText("Your prompt was not sent");
    assertThat(page.locator("#prompt")).hasValue("x".repeat(LIMIT + 1));

    page.locator("#prompt").fill("No script");
    Thread.ofVirtual().start(() -> releaseOnceReached(gate));
    page.locator(".send").click();

    BattleView battle = new BattleView(page);
    bothShow(battle, "Half of it and the other.");
    assertThat(battle.button("a", "stop")).isHidden();
    page.locator("#prompt").fill("And again");
    page.locator(".send").click();
    assertThat(battle.turns()).hasCount(2);
    bothShow(battle, "Half of it and the other.");
    page.locator(".reasons summary").click();
    page.locator(".reasons-seat[data-seat='a'] .chip").first().click();
    battle.vote("model_a");
    assertThat(page.locator(".model-card[data-seat='a'] .model-reasons li")).hasText("useful");
    assertThat(page.locator("prompt-box")).hasCount(0);
  }

  private static void releaseOnceReached(Gate gate) {
    try {
      gate.awaitReached();
      gate.release();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void bothShow(BattleView battle, String text) {
    SEATS.forEach(seat -> assertThat(battle.answer(seat)).hasText(text));
  }
}
