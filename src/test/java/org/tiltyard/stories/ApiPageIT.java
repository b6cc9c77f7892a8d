package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** A researcher reads the API in the browser, and tries it. */
class ApiPageIT extends ArenaStory {

  private static final String PATH = "/research/api";

  @BeforeAll
  static void open() {
    openArena();
    bothAnswer(Script.answer("Yes"));
    for (int i = 0; i < 2; i++) {
      Voter voter = arena.newVoter();
      voter.vote(voter.startAndWait("A prompt of <b>somebody</b>"), "tie");
    }
  }

  private static Locator operation(Page page, String id) {
    return page.locator("details.operation#" + id);
  }

  private static Locator opened(Page page, String id) {
    Locator operation = operation(page, id);
    operation.locator("summary").first().click();
    return operation;
  }

  @Test
  void readsAndTriesAnOperationWithTheSession() {
    Page page = newPage();
    signIn(page, PATH);
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "api");
    Locator votes = opened(page, "listVotes");
    votes.locator("#listVotes-winner").selectOption("tie");
    votes.locator("#listVotes-limit").fill("1");
    votes.locator(".trial .button").click();

    assertThat(votes.locator(".trial-state")).containsText("200");
    assertThat(votes.locator(".trial-curl")).containsText("/api/v1/votes?winner=tie&limit=1");
    assertThat(votes.locator(".trial-body")).containsText("\"winner\": \"tie\"");
    String first = votes.locator(".trial-body").textContent();
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "api-answer");
    votes.locator(".trial-next button").click();
    assertThat(votes.locator(".trial-curl")).containsText("cursor=");
    assertThat(votes.locator(".trial-state")).containsText("200");
    assertThat(votes.locator(".trial-body")).not().hasText(first);
    assertThat(votes.locator(".trial-next")).isHidden();
  }

  @Test
  void showsRefusalsAndWhatIsMissing() {
    Page page = newPage();
    signIn(page, PATH);
    Locator battle = opened(page, "getBattle");
    battle.locator(".trial .button").click();
    assertThat(battle.locator(".problem")).hasText("Fill in id first.");
    assertThat(battle.locator("#getBattle-id")).isFocused();
    expectProblem("404");
    battle.locator("#getBattle-id").fill("no such battle");
    battle.locator(".trial .button").click();
    assertThat(battle.locator(".trial-state")).containsText("404");
    assertThat(battle.locator(".trial-body")).containsText("There is no battle with this id.");
    assertThat(battle.locator(".trial-curl")).containsText("/battles/no%20such%20battle");
  }

  @Test
  void aPastedTokenIsUsedInsteadAndKeptNowhere() {
    Page page = newPage();
    signIn(page, PATH);
    expectProblem("401");
    page.locator("#api-token").fill("tyd_wrong");
    Locator models = opened(page, "listModels");
    models.locator(".trial .button").click();
    assertThat(models.locator(".trial-state")).containsText("401");
    assertThat(models.locator(".trial-curl")).containsText("$TILTYARD_TOKEN");
    assertThat(models.locator(".trial-curl")).not().containsText("tyd_wrong");

    assertThat(page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage})"))
        .asString()
        .doesNotContain("tyd_wrong");
    page.reload();
    assertThat(page.locator("#api-token")).hasValue("");
  }

  @Test
  void isAReferenceWithoutScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    signIn(page, PATH);
    Locator votes = opened(page, "listVotes");

    assertThat(votes.locator(".parameters").first()).containsText("How many a page may have.");
    assertThat(votes.locator("form")).isHidden();
    votes.locator("summary", hasText("Fields of the answer")).click();
    assertThat(votes.locator("table")).containsText("data[].judge");
    screenshot(page, "api-without-script");
  }

  private static Locator.LocatorOptions hasText(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}
