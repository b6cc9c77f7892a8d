package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** A researcher goes through what looks like personal data, by keys and by mouse. */
class ReviewPageIT extends ArenaStory {

  private static final String PATH = "/research/review";

  @BeforeAll
  static void open() {
    openArena();
    bothAnswer(
        Script.answer(
            "Nice to meet you. I would write to jane.miller@gmail.com first, and call +49 30 901820"
                + " if nobody answers."));
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait("I am Jane, jane.miller@gmail.com. Whom should I ask?");
    voter.vote(battle, "tie");
  }

  @Test
  void searchesDecidesAndTakesBack() {
    Page page = newPage();
    signIn(page, PATH);
    assertThat(page.locator(".empty")).containsText("Nobody has looked");
    assertAccessible(page);
    page.locator("form[action$='/search'] button").click();
    page.waitForURL("**" + PATH);
    page.waitForCondition(() -> {
      page.reload();
      return page.locator("#finding-title").count() == 1;
    });
    assertThat(page.locator("#finding-title")).containsText("jane.miller@gmail.com");
    assertThat(page.locator("mark.this")).hasCount(3);
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "review");

    expectProblem("422");
    page.keyboard().press("m");
    assertThat(page.locator("#form-problem")).containsText("Choose why first");
    page.keyboard().press("4");
    assertThat(page.locator("input[value='person']")).isChecked();
    page.keyboard().press("m");
    assertThat(page.locator(".review-done")).containsText("Masked");
    assertThat(page.locator("#finding-title")).containsText("+49 30 901820");
    assertAccessible(page);
    screenshot(page, "review-done");
    page.keyboard().press("u");
    assertThat(page.locator("#finding-title")).containsText("jane.miller@gmail.com");
    page.locator("input[value='person']").check();
    page.locator("#note").fill("kind of");
    page.locator("input[name='all']").check();
    page.locator("[data-review='drop']").click();
    assertThat(page.locator(".empty")).containsText("Nothing waits");
    assertAccessible(page);
    screenshot(page, "review-empty");
  }
}
