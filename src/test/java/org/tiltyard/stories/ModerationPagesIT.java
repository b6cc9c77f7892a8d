package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.moderation.TinyModels;
import org.tiltyard.provider.Script;

/** An admin adds a classifier, tries it, and sees what it found. */
class ModerationPagesIT extends ArenaStory {

  @BeforeAll
  static void open() throws IOException {
    Path folder = Files.createTempDirectory("classifiers");
    TinyModels.roberta(Files.createDirectory(folder.resolve("tiny")));
    openArena(
        "--tiltyard.classifiers.folder=" + folder,
        "--tiltyard.data=" + Files.createTempDirectory("data"),
        "--tiltyard.moderation.words=true",
        "--tiltyard.moderation.word-policy=log",
        "--tiltyard.moderation.word-list[0]=forbidden fruit",
        "--tiltyard.backlog.pause=200ms");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void sheAddsAClassifierTriesATextAndSeesWhatWasFlagged() {
    expectProblem("422");
    bothAnswer(Script.answer("hello you"));
    Page page = newPage();
    signIn(page, "/admin/moderation");
    assertThat(page.locator("#links tbody tr")).hasCount(2);
    assertThat(page.locator("#flagged")).containsText("Nothing was flagged yet.");

    page.locator("#name").fill("roberta-large");
    page.locator("#folder").selectOption("tiny");
    page.getByText("Labels, threshold and length").click();
    page.locator("#label").fill("rude");
    button(page, "Test and add").click();
    assertThat(page.locator("#form-problem")).containsText("it has neutral, toxic");
    assertThat(page.locator("#label")).hasValue("rude");
    assertAccessible(page);
    screenshot(page, "admin-moderation-refused");

    page.getByText("Labels, threshold and length").click();
    page.locator("#label").fill("");
    button(page, "Test and add").click();
    assertThat(page.locator("[role=status]").first()).containsText("is added");
    assertThat(page.locator("#links tbody tr")).hasCount(3);

    page.locator("#text").fill("you idiot");
    button(page, "Check this text").click();
    Locator scores = page.locator("#try tbody");
    assertThat(scores).containsText("toxicity");
    assertThat(scores).containsText("0.9997");

    arena.newVoter().startAndWait("idiot and forbidden fruit");
    Locator flagged = page.locator("#flagged");
    long end = System.nanoTime() + 20_000_000_000L;
    do {
      page.navigate("/admin/moderation");
    } while (!flagged.innerText().contains("roberta-large") && System.nanoTime() < end);
    assertThat(flagged).containsText("roberta-large");
    assertThat(flagged).containsText("forbidden fruit");
    page.locator("#text").fill("you idiot");
    button(page, "Check this text").click();
    assertAccessible(page);
    screenshot(page, "admin-moderation");
    assertFitsAt(SMALLEST, page);
  }
}
