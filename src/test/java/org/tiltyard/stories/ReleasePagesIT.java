package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tiltyard.provider.Script;
import org.tiltyard.testing.Voter;

/** A researcher plans a release, builds it, takes it home, and deletes it. */
class ReleasePagesIT extends ArenaStory {

  @TempDir static Path folder;

  @BeforeAll
  static void open() {
    openArena("--tiltyard.releases.folder=" + folder);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void vote(String prompt, String winner) {
    Voter voter = arena.newVoter();
    String battle = voter.startAndWait(prompt);
    assertThat(voter.vote(battle, winner).statusCode()).isEqualTo(200);
  }

  @Test
  void fromThePlanToTheFiles() throws IOException {
    bothAnswer(Script.answer("Because of the rotation of the earth."));
    vote("Why does the sun rise in the east, not the west?", "model_a");
    vote("Write to me at ana.lopez@gmail.com about the sun and the moon.", "model_b");
    vote("Hi", "tie");

    Page page = newPage();
    signIn(page, "/research/releases");
    assertThat(page.locator(".empty")).isVisible();
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "releases-empty");

    expectProblem("422");
    page.locator(".page-head a.primary").click();
    button(page, "Save").click();
    assertThat(page.locator("#title-error")).isVisible();

    page.locator("#title").fill("November, masked");
    page.locator("#format").selectOption("csv");
    button(page, "Save").click();
    assertThat(page.locator("#form-problem")).containsText("csv");
    assertThat(page.locator("#title")).hasValue("November, masked");

    page.locator("#format").selectOption("jsonl");
    button(page, "Save").click();
    assertThat(page.locator("h1")).hasText("November, masked");
    assertThat(page.locator("[data-live]")).containsText("2 of 3 battles");
    assertThat(page.locator("[data-live]")).containsText("“Hi”");
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "release-plan");

    button(page, "Save and build").click();
    assertThat(page.locator(".page-head a.primary")).isVisible();
    assertThat(page.locator("#left-out ~ .table-box")).containsText("16 characters");
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "release-ready");

    Locator rows = page.locator("a", new Page.LocatorOptions().setHasText("data/train"));
    Download download = page.waitForDownload(rows::click);
    String lines = Files.readString(download.path());
    assertThat(lines.lines()).hasSize(2);
    assertThat(lines)
        .contains("Why does the sun rise in the east")
        .contains("<EMAIL_1>")
        .doesNotContain("ana.lopez");

    page.locator("#delete-title ~ details summary").click();
    button(page, "Delete for good").click();
    assertThat(page.locator(".badge")).hasText("deleted");
  }
}
