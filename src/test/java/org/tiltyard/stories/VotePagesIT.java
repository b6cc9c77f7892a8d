package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.testing.Eventually.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** An admin looks at votes that were cast too quickly, decides about them, and takes it back. */
class VotePagesIT extends ArenaStory {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int HASTY = 4;

  private static final List<String> battles = new ArrayList<>();
  private static String calm = "";

  @BeforeAll
  static void open() {
    openArena("--tiltyard.integrity.too-fast-least=1h", "--tiltyard.integrity.too-fast-most=1h");
    bothAnswer(Script.answer("A lance is ", "a long spear."));
    Voter hasty = arena.newVoter();
    for (int i = 0; i < HASTY; i++) {
      String battle = hasty.startAndWait("What is a lance, for the " + i + "th time?");
      hasty.vote(battle, i % 2 == 0 ? "model_a" : "tie");
      battles.add(battle);
    }
    Voter reader = arena.newVoter();
    calm = reader.startAndWait("Who rode in the first tilt?");
    arena
        .database()
        .sql("update answer set settled_at = settled_at - interval '2' hour where battle_id = ?")
        .param(calm)
        .update();
    reader.vote(calm, "model_b");
    within(
        SOON,
        "all are looked at",
        () -> count("select count(*) from vote_flag where rule = 'too-fast'") == HASTY);
  }

  private static long count(String sql) {
    return arena.database().sql(sql).query(Long.class).single();
  }

  /** How many votes the board leaves out, which follows by itself. */
  private static void leftOutSoon(int votes) {
    within(
        SOON,
        votes + " left out of the board",
        () -> count("select count(*) from board_vote where left_out <> ''") == votes);
  }

  private static Locator rows(Page page) {
    return page.locator("tbody tr");
  }

  @Test
  void fromARuleToADecisionAndBack() {
    Page page = newPage();
    signIn(page, "/admin/votes");
    Locator tooFast =
        page.locator("tr", new Page.LocatorOptions().setHasText("can have been read"));
    assertThat(tooFast).containsText(String.valueOf(HASTY));
    assertAccessible(page);
    screenshot(page, "votes-rules");
    assertFitsAt(SMALLEST, page);

    tooFast.locator("a").first().click();
    assertThat(rows(page)).hasCount(HASTY);
    assertThat(rows(page).first()).containsText("left out");
    assertAccessible(page);
    screenshot(page, "votes-list");
    assertFitsAt(SMALLEST, page);
    leftOutSoon(HASTY);

    page.locator("input[name=vote]").first().check();
    page.locator("#reason").selectOption("fair");
    page.locator("button[value=restored]").click();
    assertThat(page.locator(".notice").last()).containsText("One vote is restored.");
    leftOutSoon(HASTY - 1);
    page.locator(".review-done button").click();
    assertThat(page.locator("h1")).hasText("Votes by filter");
    leftOutSoon(HASTY);
  }

  @Test
  void saysWhatIsMissingAndKeepsWhatWasTyped() {
    Page page = newPage();
    signIn(page, "/admin/votes/" + calm);
    assertThat(page.locator("main")).containsText("Who rode in the first tilt?");
    assertThat(page.locator("main")).containsText("counts");
    assertThat(page.locator("main")).containsText("the network isn’t known");
    assertAccessible(page);
    screenshot(page, "votes-one");
    assertFitsAt(SMALLEST, page);

    expectProblem("422");
    page.locator("#reason").selectOption("other");
    page.locator("button[value=excluded]").click();
    assertThat(page.locator(".problem")).containsText("Say in the note what the reason is.");
    assertThat(page.locator("#reason")).hasValue("other");
    page.locator("#note").fill("  Our own trial.  ");
    page.locator("button[value=excluded]").click();
    assertThat(page.locator(".notice").last()).containsText("One vote is excluded.");
    assertThat(page.locator("main")).containsText("Our own trial.");
    leftOutSoon(HASTY + 1);
    page.locator(".review-done button").click();
    leftOutSoon(HASTY);
  }

  @Test
  void looksAtAJudgeAndBansThem() {
    Page page = newPage();
    signIn(page, "/admin/votes/judges");
    assertThat(rows(page)).hasCount(2);
    assertAccessible(page);
    screenshot(page, "votes-judges");
    assertFitsAt(SMALLEST, page);

    rows(page).first().locator("a").click();
    assertThat(page.locator(".sequence")).containsText("A = A =");
    assertThat(page.locator("#votes tbody tr")).hasCount(HASTY);
    assertAccessible(page);
    screenshot(page, "votes-judge");
    assertFitsAt(SMALLEST, page);

    page.locator("#reason").selectOption("automated");
    page.locator("form[action$='/ban'] .primary").click();
    assertThat(page.locator(".notice").last()).containsText("banned by admin");
    within(
        SOON,
        "banned on the board",
        () -> count("select count(*) from board_vote where left_out = 'banned'") == HASTY);
    page.locator(".review-done button").click();
    assertThat(page.locator("#ban-title")).isVisible();
    within(
        SOON,
        "no more",
        () -> count("select count(*) from board_vote where left_out = 'banned'") == 0);
  }

  @Test
  void worksWithoutScriptAndForAllThatAFilterFinds() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    signIn(page, "/admin/votes/list?show=all");
    assertThat(rows(page)).hasCount(HASTY + 1);
    page.locator("input[value=filter]").check();
    page.locator("#reason").selectOption("trial");
    page.locator("button[value=excluded]").click();
    assertThat(page.locator(".notice").last()).containsText("5 votes are excluded.");
    leftOutSoon(HASTY + 1);
    page.navigate("/admin/votes");
    page.locator("tr", new Page.LocatorOptions().setHasText("5 votes excluded"))
        .locator("button")
        .click();
    leftOutSoon(HASTY);
    page.navigate("/admin/votes/list?show=excluded");
    assertThat(page.locator(".empty")).containsText("No vote fits these filters.");
  }

  @Test
  void nothingIsThereForOthers() {
    Voter voter = arena.newVoter();
    assertThat(voter.get("/admin/votes", "application/json").statusCode()).isEqualTo(401);
    Voter admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", USERNAME, "password", PASSWORD));
    assertThat(admin.get("/admin/votes/nowhere", "text/html").statusCode()).isEqualTo(404);
    assertThat(admin.get("/admin/votes/judges/999999", "text/html").statusCode()).isEqualTo(404);
  }
}
