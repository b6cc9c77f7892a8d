package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;

/** What every page keeps to, whoever reads it, on whatever, and however. */
class PagesIT extends ArenaStory {

  /** All that is hard to fit: long words, wide code, wide tables, long formulas. */
  private static final String WIDE =
      """
      # A heading %s

      %s and `%s`.

      ```java
      String line = "%s";
      ```

      | one | two | three | four | five | six |
      |---|---|---|---|---|---|
      | %s | a cell of several words | a cell of several words | a cell of several words | 5 | 6 |

      $$ x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11} + x_{12} = y $$

      - a [link](https://example.org/%s)
      """
          .replace("%s", "Donaudampfschifffahrtsgesellschaftskapitaenswitwe".repeat(2));

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void publicPagesAreForEverybody() {
    expectProblem("404");
    Page page = newPage();
    Map<String, String> pages =
        Map.of(
            "/", "home",
            "/history", "history-empty",
            "/login", "login",
            "/about", "about",
            "/nowhere", "error");
    for (Map.Entry<String, String> one : pages.entrySet()) {
      page.navigate(one.getKey());
      assertThat(page.locator("main h1")).hasCount(1);
      assertAccessible(page);
      screenshot(page, one.getValue());
      assertFitsAt(SMALLEST, page);
    }
  }

  @Test
  void aBattleIsForEverybodyInEveryState() throws InterruptedException {
    Gate gate = new Gate();
    Script good = Script.stream().reasoning("First I count.").text(WIDE).pause(gate);
    models.model("id-birch", good.finish("stop").done());
    models.model("id-maple", good.closeEarly(), good.text("\nAgain.").finish("stop").done());
    Page page = newPage();
    BattleView battle = BattleView.begin(page, "Everything: " + "long".repeat(50));
    SEATS.forEach(seat -> assertThat(battle.answer(seat).locator("table")).isVisible());
    assertThat(page.locator(".math:not(.shown)")).hasCount(0);
    assertThat(page.locator(".reasoning:visible")).hasCount(2);
    assertFitsAt(SMALLEST, page);

    gate.release();
    battle.awaitReady();

    String broken = seatOf("maple", battle.id());
    assertThat(battle.seat(broken)).hasAttribute("data-state", "failed");
    assertThat(battle.seat(broken).locator(".seat-notice")).containsText("What arrived is kept.");
    assertAccessible(page);
    screenshot(page, "failed");
    assertFitsAt(SMALLEST, page);

    battle.button(broken, "retry").click();
    assertThat(battle.seat(broken)).hasAttribute("data-state", "complete");
    battle.awaitReady();
    battle.vote("tie");
    assertFitsAt(SMALLEST, page);
    page.navigate("/history");
    assertFitsAt(SMALLEST, page);
  }

  @Test
  void researchIsForEverybodyWhoMay() {
    expectProblem("422");
    Page page = newPage();
    page.navigate("/research");
    page.locator("#username").fill(USERNAME);
    page.locator("#password").fill("not the password");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).isVisible();
    assertThat(page.locator("#username")).hasValue(USERNAME);
    assertAccessible(page);
    screenshot(page, "login-refused");

    signIn(page, "/research");
    assertThat(page.locator(".masthead .account")).hasText(USERNAME);
    assertFitsAt(SMALLEST, page);
    page.locator(".masthead-end form button").click();
    page.navigate("/research");
    assertThat(page.locator("#password")).isVisible();
  }

  @Test
  void onAPhoneTheVoteIsInReachOfAThumb() {
    bothAnswer(Script.answer(WIDE.repeat(3)));
    Page page =
        newPage(
            new Browser.NewContextOptions()
                .setViewportSize(375, 667)
                .setIsMobile(true)
                .setHasTouch(true));
    page.navigate("/");
    page.locator("#prompt").fill("On the way");
    page.locator(".send").tap();
    BattleView battle = new BattleView(page);
    battle.awaitReady();

    for (Locator verdict : page.locator(".verdict").all()) {
      BoundingBox box = verdict.boundingBox();
      assertThat(box.height).isGreaterThanOrEqualTo(44);
      assertThat(box.x).isNotNegative();
      assertThat(box.x + box.width).isLessThanOrEqualTo(375);
      assertThat(box.y + box.height).isLessThanOrEqualTo(667);
    }
    page.locator(".seat-tab[data-seat='b']").first().tap();
    assertThat(page.locator(".seat-tab[data-seat='b']").first())
        .hasAttribute("aria-current", "true");
    page.waitForCondition(() -> Math.abs(battle.seat("b").boundingBox().x) < 40);
    assertFitsAt(375, page);
    battle.verdict("model_b").tap();
    assertThat(battle.reveal()).isVisible();
  }

  @Test
  void nothingMovesForThoseWhoAskForStillness() {
    Gate gate = new Gate();
    bothAnswer(Script.stream().pause(gate).text("Here").finish("stop").done());
    Page page = newPage(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    BattleView battle = BattleView.begin(page, "Hold still");
    for (String seat : SEATS) {
      assertThat(battle.seat(seat)).hasAttribute("data-waiting", "");
    }
    page.waitForCondition(() -> runningAnimations(page) == 0);
    gate.release();
    battle.awaitReady();
    page.waitForCondition(() -> runningAnimations(page) == 0);
  }

  private static int runningAnimations(Page page) {
    return (Integer)
        page.evaluate(
            "() => document.getAnimations().filter(one => one.playState === 'running').length");
  }
}
