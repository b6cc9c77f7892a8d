package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.browser.BrowserStory;
import org.tiltyard.testing.TestArena;

/** The first minutes of somebody who has just started an arena of their own. */
class SetUpIT extends BrowserStory {

  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+(/setup/\\S+)");

  private static TestArena arena;
  private static String printed = "";

  @BeforeAll
  static void open() {
    PrintStream console = System.out;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    System.setOut(new PrintStream(copy, true, StandardCharsets.UTF_8));
    try {
      arena = TestArena.start("--tiltyard.demo.tokens-per-second=400");
    } finally {
      System.setOut(console);
      printed = copy.toString(StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @Override
  protected String baseUrl() {
    return arena.url();
  }

  @Test
  void thePrintedLinkMakesTheFirstAdminOnce() {
    Matcher found = LINK.matcher(printed);
    assertThat(found.find()).isTrue();
    String link = found.group(1);
    Page page = open(link);
    assertAccessible(page);
    screenshot(page, "setup");

    page.locator("#username").fill("first");
    page.locator("#password").fill("short");
    page.locator("form.form").evaluate("form => { form.noValidate = true; }");
    expectProblem("422");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).containsText("at least 12 characters");
    assertThat(page.locator("#username")).hasValue("first");
    assertAccessible(page);

    page.locator("#password").fill("a lance of seasoned ash");
    page.locator("main form .primary").click();
    assertThat(page.locator(".masthead .account")).hasText("first");
    page.navigate("/research");
    assertThat(page.locator("h1")).hasText("Export votes");

    expectProblem("404");
    page.navigate(link);
    assertThat(page.locator(".error-status")).hasText("404");
  }

  @Test
  void theDemoProgramsAnswerAtOnceAndSayWhatTheyAre() {
    Page page = newPage();
    BattleView battle = BattleView.begin(page, "I feel stuck. What is 17 * 23?");
    battle.awaitReady();
    battle.vote("tie");
    assertThat(page.locator(".model-card .demo")).hasCount(2);
    assertAccessible(page);
    screenshot(page, "demo");
  }
}
