package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.browser.BrowserStory;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;

/** An admin connects a server: adds it, tests it, and adds what it serves. */
class EndpointPagesIT extends BrowserStory {

  private static final String PASSWORD = "correct horse battery";

  private static ScriptedModelServer server;
  private static TestArena arena;

  @BeforeAll
  static void start() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("llama3.2:3b", Script.answer("No"));
    server.model("qwen2.5-7b-instruct", Script.answer("Maybe"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch"),
            "--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void stop() throws IOException {
    arena.close();
    server.close();
  }

  @Override
  protected String baseUrl() {
    return arena.url();
  }

  @Test
  void aServerIsConnectedAndItsModelsAreAdded() {
    Page page = open("/login");
    page.locator("#username").fill("admin");
    page.locator("#password").fill(PASSWORD);
    page.locator("main form .primary").click();
    page.waitForURL(Pattern.compile("^(?!.*login).*$"));
    page.navigate("/admin/endpoints");
    assertAccessible(page);
    screenshot(page, "endpoints");

    page.locator("a.primary").click();
    assertAccessible(page);
    page.locator("#name").fill("Workstation");
    page.locator("#baseUrl").fill("http://user@127.0.0.1/v1");
    page.locator("#concurrency").fill("4");
    expectProblem("422");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).containsText("user name or password");
    assertThat(page.locator("#concurrency")).hasValue("4");
    assertAccessible(page);
    screenshot(page, "endpoint-new");

    page.locator("#baseUrl").fill(server.baseUrl());
    page.locator("#key").fill("tk-typed-0123456789");
    page.locator("main form .primary").click();
    assertThat(page.locator("h1")).hasText("Workstation");
    assertThat(page.locator("#key")).hasValue("");

    server.listing(request -> Script.status(401, "{\"error\":\"wrong key\"}"));
    test(page);
    assertThat(page.locator(".problem").first()).containsText("does not accept the key");
    assertAccessible(page);
    screenshot(page, "endpoint-problem");
    server.listing(request ->
        Script.status(
            200, "{\"data\":[{\"id\":\"llama3.2:3b\"},{\"id\":\"qwen2.5-7b-instruct\"}]}"));
    test(page);
    assertThat(page.locator(".badge[data-tone=good]")).containsText("serves 2 models");
    assertAccessible(page);
    screenshot(page, "endpoint");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("List what it serves"))
        .click();
    page.locator(".served li")
        .filter(new Locator.FilterOptions().setHasText("llama3.2:3b"))
        .locator("input[type=checkbox]")
        .check();
    page.locator(".discover .primary").click();
    assertThat(page.locator("tbody")).containsText("llama3.2:3b");
  }

  private static void test(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Test the connection"))
        .click();
  }
}
