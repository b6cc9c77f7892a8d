package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** Every page for admins and accounts keeps to the same rules; the table of routes names them. */
class AdminPagesIT extends ArenaStory {

  private static final Pattern PAGE = Pattern.compile("GET\\s+(/(?:admin|account)\\S*)\\s.*");

  /** What is no page: files to take away, and streams. */
  private static final Pattern FILE =
      Pattern.compile(".*(/events|/export|/metrics|\\.csv|\\.jsonl|\\.zip)");

  @BeforeAll
  static void open() {
    openArena();
    bothAnswer(Script.answer("A heron is a ", "bird that can wait."));
    Voter voter = arena.newVoter();
    voter.vote(voter.startAndWait("What is a heron?"), "model_a");
  }

  @Test
  void everyPageKeepsToTheSameRules() throws IOException {
    Page page = newPage();
    signIn(page, "/admin");
    Map<String, String> examples = examples(page);
    List<String> unlike = new ArrayList<>();
    for (String route : routes()) {
      String path = route;
      for (Map.Entry<String, String> example : examples.entrySet()) {
        path = path.equals(example.getKey()) ? example.getValue() : path;
      }
      assertThat(path).as("an example of " + route).doesNotContain("{");
      page.navigate(path);
      look(page, route, unlike);
    }
    assertThat(unlike).isEmpty();
  }

  @Test
  void onAPhoneTheNavigationBeginsWhereThePageIs() {
    Page page = newPage(new Browser.NewContextOptions().setViewportSize(375, 667));
    signIn(page, "/admin/audit");
    assertThat(page.locator(".room-nav [aria-current]")).isInViewport();
    assertFitsAt(SMALLEST, page);
  }

  private void look(Page page, String route, List<String> unlike) {
    String name = route.substring(1).replaceAll("[^a-z]+", "-").replaceAll("-$", "");
    screenshot(page, "all-" + name);
    try {
      assertThat(page.locator("main h1")).hasCount(1);
      assertThat(page.title()).startsWith(page.locator("main h1").textContent().strip());
      assertThat(page.locator("main")).not().containsText("??");
      assertThat(page.locator("main :is(h2, legend, label, th)").allTextContents())
          .noneMatch(words -> words.strip().startsWith("tiltyard."));
      assertAccessible(page);
      assertFitsAt(SMALLEST, page);
      if (route.startsWith("/admin")) {
        assertCurrent(page, route);
      }
    } catch (AssertionError difference) {
      unlike.add(route + ": " + difference.getMessage());
    }
  }

  /** The entry of the side navigation under which the page is, and no other, is marked. */
  private static void assertCurrent(Page page, String route) {
    assertThat(page.locator(".room-nav [aria-current]")).hasCount(1);
    String entry = page.locator(".room-nav [aria-current]").getAttribute("href");
    String section = route.replaceFirst("^(/admin/?[a-z-]*).*", "$1");
    // The first steps begin with models.
    assertThat(entry).isEqualTo(section.equals("/admin/start") ? "/admin/models" : section);
  }

  private static List<String> routes() throws IOException {
    try (InputStream table = AdminPagesIT.class.getResourceAsStream("/access/routes.txt")) {
      byte[] lines = Objects.requireNonNull(table).readAllBytes();
      return new String(lines, StandardCharsets.UTF_8)
          .lines()
          .map(PAGE::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .filter(path -> !FILE.matcher(path).matches())
          .distinct()
          .toList();
    }
  }

  /** One page of each kind that belongs to something. */
  private static Map<String, String> examples(Page page) {
    String endpoint = page("/admin/endpoints", "endpoint", "kind = 'configured'");
    String model = page("/admin/models", "language_model", "name = 'birch'");
    String person = page("/admin/people", "account", "username = 'admin'");
    return Map.of(
        "/admin/endpoints/{id}",
        endpoint,
        "/admin/endpoints/{id}/models",
        endpoint + "/models",
        "/admin/models/{id}",
        model,
        "/admin/models/{id}/test",
        model + "/test",
        "/admin/models/import/{id}",
        upload(page),
        "/admin/people/{id}",
        person,
        "/admin/terms/versions/{number}",
        publish(page),
        "/admin/votes/{id}",
        "/admin/votes/" + vote("battle_id"),
        "/admin/votes/judges/{number}",
        "/admin/votes/judges/" + vote("judge"));
  }

  private static String vote(String column) {
    return arena
        .database()
        .sql("select cast(" + column + " as varchar(40)) from vote")
        .query(String.class)
        .single();
  }

  private static String page(String above, String table, String which) {
    return above
        + "/"
        + arena
            .database()
            .sql("select id from " + table + " where " + which)
            .query(String.class)
            .single();
  }

  private static String upload(Page page) {
    page.navigate("/admin/models/import");
    String file =
        """
        {"oak": {"model_name": "id-oak", "api_base": "%s", "api_type": "openai",
          "api_key": "a-key", "anony_only": false}}
        """
            .formatted(models.baseUrl());
    page.locator("#file")
        .setInputFiles(
            new FilePayload(
                "api_endpoints.json", "application/json", file.getBytes(StandardCharsets.UTF_8)));
    page.locator("main form .primary").first().click();
    page.waitForURL("**/admin/models/import/*");
    return page.url().replaceFirst("https?://[^/]+", "");
  }

  private static String publish(Page page) {
    page.navigate("/admin/terms");
    page.locator("main textarea").first().fill("# Terms\n\nBe kind to the models.");
    page.locator("main form .primary").first().click();
    page.locator("details.confirm summary.button").last().click();
    page.locator("details[open] form .primary").click();
    assertThat(page.locator("main h1")).isVisible();
    return "/admin/terms/versions/1";
  }
}
