package org.tiltyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.tiltyard.browser.BrowserStory;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;

/**
 * A story at an arena of two models, birch and maple, whose answers the test scripts. A class opens
 * its arena once, before all of its tests.
 */
abstract class ArenaStory extends BrowserStory {

  static final String USERNAME = "admin";
  static final String PASSWORD = "a lance of seasoned ash";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  static final List<String> MODELS = List.of("birch", "maple");
  static final List<String> SEATS = List.of("a", "b");

  /** The narrowest screen that pages are made for, in CSS pixels. */
  static final int SMALLEST = 320;

  /** The elements that make the page wider than the window. */
  private static final String WIDER_THAN_THE_WINDOW =
      """
      () => {
        const page = document.documentElement;
        if (Math.max(page.scrollWidth, document.body.scrollWidth) <= page.clientWidth) return [];
        const scrolls = (one) => one !== document.body
            && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
        const wide = [...document.body.querySelectorAll("*")].filter((one) =>
            one.getBoundingClientRect().right > page.clientWidth && !scrolls(one.parentElement));
        return ["page", ...wide.map((one) => `${one.localName}.${one.className}`)];
      }
      """;

  @SuppressWarnings("NullAway.Init") // by openArena, before all tests
  static ScriptedModelServer models;

  @SuppressWarnings("NullAway.Init")
  static TestArena arena;

  /** Opens the arena, with these settings beside those that every story has. */
  static void openArena(String... settings) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    models = ScriptedModelServer.start();
    List<String> all =
        new ArrayList<>(TestArena.models(models.baseUrl(), "a-key", "birch", "maple"));
    all.add("--tiltyard.battle.retry-delay=1ms");
    all.add("--tiltyard.admin.password=" + PASSWORD);
    all.addAll(List.of(settings));
    arena = TestArena.start(all.toArray(String[]::new));
  }

  @AfterAll
  static void closeArena() throws IOException {
    arena.close();
    models.close();
  }

  @Override
  protected final String baseUrl() {
    return arena.url();
  }

  /** Has both models answer alike. */
  static void bothAnswer(Script script) {
    MODELS.forEach(model -> models.model("id-" + model, script));
  }

  /** How often both models together have been asked so far. */
  static int asked() {
    return models.received().size();
  }

  /** Which seat a model has: only the database knows. */
  static String seatOf(String model, String battle) {
    return arena
        .database()
        .sql(
            "select case when language_model.id = battle.model_a then 'a' else 'b' end"
                + " from battle, language_model"
                + " where battle.id = ? and language_model.name = ?")
        .params(battle, model)
        .query(String.class)
        .single();
  }

  static String other(String seat) {
    return seat.equals("a") ? "b" : "a";
  }

  /** How many votes the arena has. */
  static long votes() {
    return arena.database().sql("select count(*) from vote").query(Long.class).single();
  }

  /** Signs in through the form, and goes on to a page. */
  static void signIn(Page page, String next) {
    page.navigate(next);
    page.locator("#username").fill(USERNAME);
    page.locator("#password").fill(PASSWORD);
    page.locator("main form .primary").click();
    page.waitForURL("**" + next);
  }

  /** No page scrolls sideways; what is wider than the screen scrolls by itself. */
  static void assertFitsAt(int width, Page page) {
    ViewportSize before = page.viewportSize();
    page.setViewportSize(width, 640);
    assertThat(page.evaluate(WIDER_THAN_THE_WINDOW))
        .as("sideways scroll of %s at %d px", page.url(), width)
        .isEqualTo(List.of());
    page.setViewportSize(before.width, before.height);
  }
}
