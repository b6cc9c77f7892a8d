package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/**
 * The admin's home: figures that follow what happens, readable by eye, by table, without script.
 */
class OverviewIT extends ArenaStory {

  @BeforeAll
  static void open() {
    openArena();
    arena
        .database()
        .sql("update language_model set price_in = 1, price_out = 10 where name = 'birch'")
        .update();
    models.model("id-birch", Script.answer("I", " am", " birch"));
    models.model("id-maple", Script.answer("I", " am", " maple"));
  }

  private static Locator figure(Page page, String name) {
    return page.locator("[data-figure=" + name + "]");
  }

  @Test
  void theFiguresFollowWhatHappens() {
    Page page = newPage();
    signIn(page, "/admin");
    assertThat(figure(page, "battles")).hasText("0");
    assertThat(page.locator("main")).containsText("No model has answered in this time.");

    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("Count this");
    voter.vote(battle, "tie");
    arena.newVoter().startAndWait("And this");
    models.model("id-maple", Script.status(500, "{}"));
    arena.newVoter().startAndWait("And what fails");

    assertThat(figure(page, "battles")).hasText("3");
    assertThat(figure(page, "votes")).hasText("1");
    assertThat(figure(page, "people")).hasText("3");
    // Each answer: 10 tokens in, 3 out. Birch answered three times, maple twice.
    assertThat(figure(page, "tokens")).hasText("65");
    // Birch: 3 × (10 × $1 + 3 × $10) for a million.
    assertThat(figure(page, "cost")).hasText("$0.0001");
    assertThat(page.locator("main")).containsText("2 answers have tokens but no price");
    assertThat(page.locator("[data-live=errors]")).containsText("Out of reach, or broken off");
    page.locator(".as-table summary").click();
    assertThat(page.locator(".as-table tbody tr")).hasCount(24);
    assertAccessible(page);
    page.locator(".as-table summary").click();
    screenshot(page, "overview");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("30 days")).click();
    assertThat(page.locator(".ranges [aria-current]")).hasText("30 days");
    assertThat(figure(page, "battles")).hasText("3");
    assertThat(page.locator("svg.chart .chart-battles")).hasCount(1);
  }
}
