package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.browser.BrowserStory;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;

/** From the first start to the first reveal, with a model server that runs on the same machine. */
class FirstStartIT extends BrowserStory {

  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+(/setup/\\S+)");

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static String printed = "";

  @BeforeAll
  static void open() {
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    server = ScriptedModelServer.start();
    server.model("ash:3b", Script.answer("A yard ", "for jousting."));
    server.model("larch:7b", Script.answer("Knights ", "rode there."));
    server.model("stone:1b", Script.status(500, "{\"error\":{\"message\":\"out of memory\"}}"));
    PrintStream console = System.out;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    System.setOut(new PrintStream(copy, true, StandardCharsets.UTF_8));
    try {
      arena =
          TestArena.start(
              "--tiltyard.local-servers.ollama=" + URI.create(server.baseUrl()).getPort(),
              "--tiltyard.battle.retry-delay=1ms");
    } finally {
      System.setOut(console);
      printed = copy.toString(StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @Override
  protected String baseUrl() {
    return arena.url();
  }

  @Test
  void aLocalServerIsFoundItsModelsAreTestedAndABattleIsFoughtToTheReveal() {
    Matcher link = LINK.matcher(printed);
    assertThat(link.find()).isTrue();
    Page page = open(link.group(1));
    page.locator("#username").fill("first");
    page.locator("#password").fill("a lance of seasoned ash");
    page.locator("main form .primary").click();

    page.waitForURL("**/admin/start");
    assertThat(page.locator("legend")).hasText("Ollama");
    assertThat(page.locator(".served li")).hasCount(3);
    assertThat(page.locator("input[name=pick]:checked")).hasCount(2);
    assertAccessible(page);
    screenshot(page, "first-start");

    page.getByLabel("stone:1b").check();
    page.locator(".start .primary").click();
    assertThat(page.locator("h1")).hasText("Ready for a battle");
    assertThat(page.locator(".tried")).hasCount(3);
    assertThat(page.locator(".tried .problem")).hasCount(1);
    assertAccessible(page);
    screenshot(page, "first-start-tested");

    page.getByText("Start a battle").click();
    BattleView battle = BattleView.begin(page, "What is a tiltyard?");
    battle.awaitReady();
    battle.vote("tie");
    assertThat(page.locator(".model-card")).hasCount(2);
    assertThat(page.locator(".model-name").filter(hasText("ash:3b"))).hasCount(1);
    assertThat(page.locator(".model-name").filter(hasText("larch:7b"))).hasCount(1);

    page.navigate("/admin/models");
    assertThat(page.locator(".models tbody tr").filter(hasText("stone:1b")).locator(".badge"))
        .hasText("not tested");
    page.navigate("/admin/start");
    page.locator(".start .primary").click();
    assertThat(page.locator(".tried")).hasCount(2);
    page.navigate("/admin/models");
    assertThat(page.locator(".models tbody tr").filter(hasText("ash:3b"))).hasCount(1);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
