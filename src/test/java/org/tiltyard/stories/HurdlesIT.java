package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ViewportSize;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;

/** What stands between a prompt and its answers, as a person meets it in a browser. */
class HurdlesIT extends ArenaStory {

  private static final int SMALLEST = 320;

  @BeforeAll
  static void open() {
    openArena(
        "--tiltyard.limits.enabled=true",
        "--tiltyard.limits.participant.prompts-per-minute=0",
        "--tiltyard.limits.participant.prompts-per-day=4",
        "--tiltyard.limits.challenge.work=20000");
  }

  @BeforeEach
  void answer() {
    bothAnswer(Script.answer("Certainly."));
  }

  @AfterEach
  void noTerms() {
    arena.database().sql("delete from terms_agreement").update();
    arena.database().sql("delete from terms_text").update();
    arena.database().sql("delete from terms_version").update();
    arena.database().sql("delete from terms_draft").update();
  }

  private static void ask(Page page, String text) {
    BattleView battle = new BattleView(page);
    battle.ask(text);
    battle.awaitReady();
  }

  @Test
  void aChallengeIsSolvedUnseenAndALimitIsTold() {
    expectProblem("429");
    Page page = newPage();
    BattleView.begin(page, "First").awaitReady();
    ask(page, "Second");
    ask(page, "Third");
    Assertions.assertThat(solved()).isZero();

    ask(page, "Fourth, with some work before it");
    ask(page, "Fifth, too");
    Assertions.assertThat(solved()).isEqualTo(2);

    page.locator("#prompt").fill("One too many");
    page.locator(".send").click();
    Locator problem = page.locator("prompt-box .problem");
    assertThat(problem).containsText("Too much for now");
    assertThat(problem).containsText("4 prompts within a day");
    assertThat(problem).containsText("hours");
    assertThat(page.locator("#prompt")).hasValue("One too many");
    assertAccessible(page);
    screenshot(page, "limit-reached");
    assertFits(page);

    adminsSeeWhoIsHeldBackAndLetThemGoOn();
    page.locator(".send").click();
    assertThat(page.locator(".turn")).hasCount(6);
  }

  private void adminsSeeWhoIsHeldBackAndLetThemGoOn() {
    expectProblem("422");
    Page page = newPage();
    signIn(page, "/admin/limits");
    assertThat(page.locator("#held-back tbody tr")).hasCount(1);
    assertThat(page.locator("#held-back tbody tr")).containsText("Prompts a day");
    page.locator("#budgets .confirm summary").first().click();
    assertAccessible(page);
    screenshot(page, "admin-limits");
    assertFits(page);

    page.locator("#budgets .confirm[open] input[name='tokens']").fill("a few");
    page.locator("#budgets .confirm[open] .primary").click();
    assertThat(page.locator("#budget-problem")).containsText("“a few” is no number");
    page.locator("#budgets .confirm[open] input[name='tokens']").fill("5,000");
    page.locator("#budgets .confirm[open] .primary").click();
    assertThat(page.locator("#budgets")).containsText("5,000");
    page.locator("#held-back button").click();
    assertThat(page.locator("#held-back .empty")).hasText("Nobody has to wait.");
    screenshot(page, "admin-limits-nobody");
    page.context().close();
  }

  private static long solved() {
    return arena.database().sql("select count(*) from spent_challenge").query(Long.class).single();
  }

  @Test
  void withoutScriptAChallengeSaysHowLongToWait() {
    expectProblem("429");
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/");
    for (String text : new String[] {"First", "Second", "Third", "Fourth"}) {
      page.navigate("/");
      page.locator("#prompt").fill(text);
      page.locator(".send").click();
    }
    Locator problem = page.locator("prompt-box .problem");
    assertThat(problem).containsText("wait");
    assertThat(problem).containsText("your text is kept");
    assertThat(page.locator("#prompt")).hasValue("Fourth");
    screenshot(page, "challenge-without-script");
  }

  @Test
  void theTermsAreAgreedToInPlace() {
    expectProblem("428");
    publishTerms();
    Page page = newPage();
    page.navigate("/");
    page.locator("#prompt").fill("Under which terms?");
    page.locator(".send").click();
    Locator dialog = page.locator("dialog.terms-dialog");
    assertThat(dialog).containsText("You keep your prompts.");
    assertAccessible(page);
    screenshot(page, "terms-dialog");
    assertFits(page);

    dialog.locator("button").first().click();
    assertThat(page.locator("prompt-box .problem")).containsText("once you agree");
    assertThat(page.locator("#prompt")).hasValue("Under which terms?");
    page.locator(".send").click();
    dialog.locator(".primary").click();

    BattleView battle = new BattleView(page);
    battle.awaitReady();
    ask(page, "Asked no more");
    assertThat(page.locator("dialog.terms-dialog")).hasCount(0);
    page.navigate("/terms");
    assertAccessible(page);
    screenshot(page, "terms");
    assertFits(page);
  }

  @Test
  void withoutScriptTheTermsAreAgreedToOnThePage() {
    expectProblem("428");
    publishTerms();
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/");
    page.locator("#prompt").fill("No script here");
    page.locator(".send").click();
    assertThat(page.locator("prompt-box .problem")).containsText("Agree to the terms first");
    assertThat(page.locator("#prompt")).hasValue("No script here");
    screenshot(page, "terms-without-script");

    page.locator(".send").click();
    assertThat(page.locator(".prompt-text")).hasText("No script here");
  }

  private void publishTerms() {
    Page page = newPage();
    signIn(page, "/admin/terms");
    page.locator("#text")
        .fill("# The rules\n\nBe *kind*.\n\n- You keep your prompts.\n- So do we.");
    page.locator("button[value='preview']").click();
    assertThat(page.locator("#preview")).containsText("You keep your prompts.");
    assertAccessible(page);
    screenshot(page, "terms-preview");
    page.locator("button[value='save']").first().click();
    assertThat(page.locator("#drafts .badge")).hasText("not published");
    page.locator("#publish summary").click();
    assertAccessible(page);
    screenshot(page, "terms-editor");
    assertFits(page);
    page.locator("#publish .primary").click();
    assertThat(page.locator(".notice").first()).containsText("in force");
    screenshot(page, "terms-published");
    page.context().close();
  }

  private static void assertFits(Page page) {
    ViewportSize before = page.viewportSize();
    page.setViewportSize(SMALLEST, 640);
    Assertions.assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth >"
                    + " document.documentElement.clientWidth"))
        .as("scrolls sideways at %d px", SMALLEST)
        .isEqualTo(false);
    page.setViewportSize(before.width, before.height);
  }
}
