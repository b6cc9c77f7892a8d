package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.leaderboard.SeededBattles;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** A reader looks at a board's plots, walks over them with the keyboard, and takes them along. */
class BoardPlotsIT extends ArenaStory {

  private static final List<String> PLOTS =
      List.of("intervals", "win-rates", "battles", "history", "price", "speed", "style");

  /** The file with what draws. */
  private static final String LIBRARY = "/assets/chart-";

  private static SeededBattles seeded;
  private static List<String> ids;

  @BeforeAll
  static void open() {
    openArena("--tiltyard.leaderboard.minimum-votes=20");
    bothAnswer(Script.answer("It is a bristlecone pine."));
    // What follows measures the style of answers itself: as if another node were at it.
    arena
        .database()
        .sql("update tagging_lease set owner = 'other', lease_until = ?")
        .param(OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))
        .update();
    seeded = new SeededBattles(arena);
    ids =
        seeded.models(
            "rowan",
            "hazel",
            "willow-with-a-very-long-name-72b-instruct",
            "alder",
            "yew",
            "poplar",
            "linden");
    seed();
  }

  /** Models of falling strength; neighbours meet, and some others. */
  private static void seed() {
    for (int first = 0; first < ids.size(); first++) {
      for (int second = first + 1; second < Math.min(first + 4, ids.size()); second++) {
        int apart = second - first;
        versus(first, second, 14 + 4 * apart, 12 - 3 * apart, 6 + first);
      }
    }
    seeded.areCounted();
    double[] prices = {15, 2.4, 8, 0.3, 0, 0.9};
    for (int model = 0; model < prices.length; model++) {
      arena
          .database()
          .sql("update language_model set price_in = ?, price_out = ? where id = ?")
          .params(prices[model] / 4, prices[model], ids.get(model))
          .update();
      arena
          .database()
          .sql(
              "update answer set duration_ms = ?, settled_at = current_timestamp"
                  + " where model_id = ?")
          .params(300 + 150 * (ids.size() - model) * (model % 3 + 1), ids.get(model))
          .update();
    }
    style();
    days();
  }

  private static void versus(int first, int second, int wins, int losses, int ties) {
    seeded.votes(ids.get(first), ids.get(second), "model_a", wins);
    seeded.votes(ids.get(first), ids.get(second), "model_b", losses);
    seeded.votes(ids.get(first), ids.get(second), "tie", ties);
  }

  /** Answers of some length, as if the longer one had won a little more often. */
  private static void style() {
    Random random = new Random(5);
    List<String[]> votes =
        arena
            .database()
            .sql("select conversation_id, outcome from board_vote")
            .query((row, number) -> new String[] {row.getString(1), row.getString(2)})
            .list();
    for (String[] vote : votes) {
      int longer = vote[1].equals("model_a") ? 90 : 0;
      arena
          .database()
          .sql(
              "update board_vote set tokens_a = ?, tokens_b = ?, headers_a = ?, headers_b = ?,"
                  + " lists_a = ?, lists_b = ?, bold_a = ?, bold_b = ? where conversation_id = ?")
          .params(
              100 + longer + random.nextInt(300),
              100 + random.nextInt(300),
              random.nextInt(4),
              random.nextInt(4),
              random.nextInt(6),
              random.nextInt(6),
              random.nextInt(5),
              random.nextInt(5),
              vote[0])
          .update();
    }
  }

  private static void days() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Random random = new Random(7);
    for (int ago = 40; ago >= 1; ago--) {
      LocalDate day = today.minusDays(ago);
      arena
          .database()
          .sql(
              "insert into board_day (on_day, votes, models, taken_at)"
                  + " values (?, ?, ?, current_timestamp)")
          .params(day, 4000 - 60L * ago, ids.size())
          .update();
      for (int model = 0; model < ids.size(); model++) {
        double rating = 1100 - 30 * model + 12 * random.nextGaussian() / (1 + (40 - ago) / 6.0);
        arena
            .database()
            .sql("insert into board_snapshot values (?, ?, ?, ?, ?, 1, 3, 500, 250, 200, 50)")
            .params(day, ids.get(model), rating, rating - 20, rating + 20)
            .update();
      }
    }
  }

  private static Locator plot(Page page, String name) {
    return page.locator("board-plot[data-plot='" + name + "']");
  }

  private static void assertDrawn(Page page, String name) {
    Locator plot = plot(page, name);
    plot.scrollIntoViewIfNeeded();
    assertThat(plot.locator("canvas")).isVisible();
    assertThat(plot).hasAttribute("data-state", "drawn");
  }

  @Test
  void plotsAreDrawnWhenTheyComeIntoView() {
    List<String> asked = new ArrayList<>();
    Page page = newPage();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate("/leaderboard?mode=side-by-side");
    assertThat(page.locator(".empty")).isVisible();
    assertThat(asked).noneMatch(url -> url.contains(LIBRARY));
    page.navigate("/leaderboard?style=on");
    PLOTS.forEach(name -> assertDrawn(page, name));
    assertThat(asked).anyMatch(url -> url.contains(LIBRARY));
    assertThat(asked).anyMatch(url -> url.endsWith("/leaderboard/plots/style.json?style=on"));
    page.locator("section[aria-labelledby='plot-style'] summary").click();
    assertThat(page.locator("section[aria-labelledby='plot-style'] tbody tr")).hasCount(4);
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "leaderboard-plots");
  }

  @Test
  void pastDaysAndOnesOwnBoardReadAsTheBoardDoes() {
    Page past = open("/leaderboard/history");
    assertThat(past.locator("tbody tr")).hasCount(ids.size());
    assertAccessible(past);
    assertFitsAt(SMALLEST, past);
    screenshot(past, "board-history");

    Page own = open("/leaderboard/mine");
    assertThat(own.locator(".empty")).isVisible();
    assertAccessible(own);
    Voter voter = arena.newVoter();
    for (int battle = 0; battle < 3; battle++) {
      String mine = voter.startAndWait("Which tree is the oldest?");
      voter.vote(mine, seatOf("birch", mine).equals("a") ? "model_a" : "model_b");
    }
    takeCookies(voter, own);
    own.navigate("/leaderboard/mine");
    assertThat(own.locator("tbody tr").first()).containsText("birch");
    assertAccessible(own);
    assertFitsAt(SMALLEST, own);
    screenshot(own, "board-mine");
  }

  /** Makes the person in the browser the one who voted. */
  private void takeCookies(Voter voter, Page page) {
    for (String cookie : voter.cookieHeader().replaceFirst("^Cookie: ", "").strip().split("; ")) {
      String[] parts = cookie.split("=", 2);
      page.context().addCookies(List.of(new Cookie(parts[0], parts[1]).setUrl(baseUrl())));
    }
  }

  @Test
  void arrowKeysWalkOverThem() {
    Page page = open("/leaderboard");
    assertDrawn(page, "win-rates");
    Locator canvas = plot(page, "win-rates").locator(".plot-canvas");
    Locator tip = plot(page, "win-rates").locator(".plot-tip");
    canvas.focus();
    canvas.press("ArrowRight");
    assertThat(tip).containsText("rowan against hazel");
    assertThat(tip).containsText("Observed: ");
    canvas.press("End");
    assertThat(tip).containsText("linden against ");
    screenshot(page, "plot-tip");
    canvas.press("Escape");
    assertThat(tip).isHidden();
    assertThat(canvas).isFocused();
  }

  @Test
  void savesPicturesAndTables() throws IOException {
    Page page = open("/leaderboard?ties=out");
    assertDrawn(page, "intervals");
    assertThat(saved(page, "Ratings as SVG"))
        .startsWith("<svg")
        .contains("Ratings", "rowan", "/leaderboard?ties=out");
    assertThat(saved(page, "Ratings as PNG")).startsWith("\u0089PNG");
    assertThat(saved(page, "Ratings as CSV"))
        .startsWith("model,rank,rating,lower,upper,votes")
        .contains("rowan,1,");
    assertThat(page.getByLabel("Win rates as CSV"))
        .hasAttribute("href", "/leaderboard/plots/win-rates.csv?ties=out");
  }

  private static String saved(Page page, String what) throws IOException {
    Download download =
        page.waitForDownload(
            () -> page.getByLabel(what, new Page.GetByLabelOptions().setExact(true)).click());
    assertThat(download.suggestedFilename()).startsWith("leaderboard-intervals.");
    return new String(Files.readAllBytes(download.path()), StandardCharsets.ISO_8859_1);
  }

  @Test
  void followsTheFilters() {
    Page page = open("/leaderboard");
    assertDrawn(page, "intervals");
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.locator(".board-query summary").click();
    page.waitForResponse(
        "**/leaderboard/plots/intervals.json?mode=side-by-side",
        () -> page.locator("#query-mode").selectOption("side-by-side"));
    assertThat(page.locator("#plots-title")).isHidden();
    page.goBack();
    assertDrawn(page, "intervals");
    assertThat(asked).noneMatch(url -> url.contains("undefined"));
  }

  @Test
  void areTablesWithoutScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/leaderboard");
    Locator table =
        page.getByRole(
            AriaRole.REGION,
            new Page.GetByRoleOptions().setName("Votes by pair The same as a table"));
    page.locator("section[aria-labelledby='plot-battles'] summary").click();
    assertThat(table).containsText("hazel");
    assertThat(page.locator(".plot-canvas").first()).isHidden();
    assertThat(page.getByLabel("Votes by pair as CSV")).isVisible();
  }
}
