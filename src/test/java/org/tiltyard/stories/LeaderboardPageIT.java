package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.leaderboard.SeededBattles;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/**
 * A reader looks at the leaderboard while people vote, narrows it down, and compares two models.
 */
class LeaderboardPageIT extends ArenaStory {

  private static SeededBattles seeded;

  @BeforeAll
  static void open() {
    openArena("--tiltyard.leaderboard.minimum-votes=20");
    bothAnswer(Script.answer("It is a bristlecone pine."));
    seeded = new SeededBattles(arena);
  }

  private static String idOf(String model) {
    return arena
        .database()
        .sql("select id from language_model where name = ?")
        .param(model)
        .query(String.class)
        .single();
  }

  private static void describe(String name, String organisation, String license, double price) {
    arena
        .database()
        .sql(
            "update language_model set organisation = ?, license = ?, price_in = ?, price_out = ?,"
                + " link = 'https://example.org/' where name = ?")
        .params(organisation, license, price / 4, price, name)
        .update();
  }

  private static void seed() {
    List<String> trees =
        seeded.models("rowan", "hazel", "willow-with-a-very-long-name-72b-instruct", "yew");
    String birch = idOf("birch");
    String maple = idOf("maple");
    String rowan = trees.get(0);
    String hazel = trees.get(1);
    String willow = trees.get(2);
    describe("rowan", "Rowan Research", "Apache-2.0", 1.2);
    describe("hazel", "Hazel Labs", "MIT", 0.6);
    describe("maple", "Maker of maple", "proprietary", 12);
    seeded.in("anonymous", "English", "visitor").asking("What is the oldest tree?");
    versus(birch, maple, 60, 40, 20);
    versus(birch, rowan, 70, 30, 10);
    versus(maple, rowan, 45, 40, 15);
    versus(rowan, hazel, 55, 35, 10);
    versus(birch, hazel, 50, 20, 5);
    seeded.in("anonymous", "German", "visitor");
    versus(birch, maple, 10, 25, 4);
    versus(hazel, willow, 40, 22, 12);
    versus(maple, willow, 33, 18, 9);
    versus(trees.get(3), willow, 4, 2, 1);
    seeded.areCounted();
  }

  private static void versus(String first, String second, int wins, int losses, int ties) {
    seeded.votes(first, second, "model_a", wins);
    seeded.votes(first, second, "model_b", losses);
    seeded.votes(first, second, "tie", ties);
  }

  private static Locator names(Page page) {
    return page.locator("tbody").first().locator("th.model a, th.model > span:first-child");
  }

  private static Locator head(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void vote(String winnerName) {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Which tree grows oldest?");
    String winner = seatOf(winnerName, battle).equals("a") ? "model_a" : "model_b";
    assertThat(voter.vote(battle, winner).statusCode()).isEqualTo(200);
  }

  private static void press(Locator part) {
    part.focus();
    part.press("Enter");
  }

  /** The votes as the page counts them. */
  private static Locator sum(Page page) {
    return page.locator("[data-announce]");
  }

  @Test
  void fromTheFirstVoteToAComparison() {
    Page page = open("/leaderboard");
    assertThat(page.locator(".empty")).isVisible();
    assertAccessible(page);
    screenshot(page, "leaderboard-empty");

    seed();
    assertThat(names(page)).hasCount(5);
    assertThat(names(page).first()).hasText("birch");
    assertThat(page.locator(".open tbody")).containsText("Not enough votes: 7 of 20.");
    assertAccessible(page);
    screenshot(page, "leaderboard");
    assertFitsAt(SMALLEST, page);

    sortsByKeyboardAndFollowsAVote(page);
    narrowsDown(page);
    compares(page);
  }

  private void sortsByKeyboardAndFollowsAVote(Page page) {
    press(head(page, "Votes"));
    press(head(page, "Votes"));
    assertThat(names(page).first()).containsText("willow");
    page.locator("#find").fill("hazel");
    assertThat(page.locator("tbody").first().locator("tr:visible")).hasCount(1);
    page.locator("#find").fill("");

    head(page, "Votes").focus();
    assertThat(sum(page)).containsText("685 votes count");
    vote("maple");
    assertThat(sum(page)).containsText("686 votes count");
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Maker of maple")))
        .containsText("320");
    assertThat(names(page).first()).containsText("willow");
    assertThat(head(page, "Votes")).isFocused();
  }

  private void narrowsDown(Page page) {
    page.locator("#query-language").selectOption("German");
    assertThat(page).hasURL(Pattern.compile("/leaderboard\\?language=German$"));
    assertThat(sum(page)).containsText("180 votes count");
    page.locator(".board-query summary").click();
    page.locator("#query-ties").selectOption("out");
    assertThat(page.locator(".chips a")).hasCount(2);
    assertThat(page.locator("#basis")).containsText("are left out.");
    assertAccessible(page);
    screenshot(page, "leaderboard-filtered");

    expectProblem("422");
    page.locator("#query-minimum").fill("0");
    page.locator("#query-minimum").press("Enter");
    assertThat(page.locator(".problem")).containsText("1 to");
    page.locator("#query-minimum").fill("20");
    page.locator("#query-minimum").press("Tab");
    assertThat(page.locator(".problem")).hasCount(0);

    press(page.locator(".chips a").first());
    assertThat(page).hasURL(Pattern.compile("/leaderboard\\?ties=out$"));
    assertThat(page.locator("#query-language")).hasValue("");
    assertThat(page.locator(".chips a")).hasCount(1);
    assertThat(page.locator(".chips a")).isFocused();
    page.goBack();
    assertThat(page.locator("#query-language")).hasValue("German");
    page.navigate("/leaderboard");
  }

  private void compares(Page page) {
    for (String name : List.of("birch", "yew", "maple")) {
      page.getByLabel("Compare " + name).check();
    }
    assertThat(page.locator("[data-picked]")).hasText("yew · maple");
    page.getByLabel("Compare birch").check();
    page.locator(".compare-bar .primary").click();
    assertThat(page.locator("h1")).hasText("birch and maple");
    assertThat(page.locator(".versus")).containsText("won 66");
    assertThat(page.locator(".figures")).containsText("from 160 votes");
    assertAccessible(page);
    screenshot(page, "leaderboard-compare");
    assertFitsAt(SMALLEST, page);

    page.navigate("/leaderboard/compare?models=birch,yew");
    assertThat(page.locator(".notice")).containsText("No vote here");
    expectProblem("404");
    page.navigate("/leaderboard/compare?models=birch,oak");
    assertThat(page.locator(".problem")).containsText("oak");
    assertThat(page.locator("#model-0")).hasValue("birch");
  }

  @Test
  void worksWithoutScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/leaderboard");
    page.locator("#query-category").selectOption("coding");
    page.locator(".board-query noscript .button, .board-query .button").first().click();
    assertThat(page).hasURL(Pattern.compile("/leaderboard\\?category=coding$"));
    assertThat(page.locator(".chips a")).hasCount(1);
    page.locator(".chips a").click();
    assertThat(page).hasURL(Pattern.compile("/leaderboard$"));
  }
}
