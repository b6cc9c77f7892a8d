package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A researcher brings a file in, sees what is wrong with it, and takes it back. */
class ImportPageIT extends ArenaStory {

  private static final String ROW =
      """
      {"question_id":"%s","model_a":"oak","model_b":"elm","winner":"%s","judge":"j",\
      "conversation_a":[{"content":"Hi","role":"user"},{"content":"Hello","role":"assistant"}],\
      "conversation_b":[{"content":"Hi","role":"user"},{"content":"Yes?","role":"assistant"}],\
      "turn":1,"anony":true,"language":"English","tstamp":1682351591.1322}
      """;

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void bringsAFileInAndTakesItBack() {
    Page page = newPage();
    signIn(page, "/research/import");
    assertThat(page.locator(".empty")).containsText("None yet");
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "import-empty");

    String file = ROW.formatted("one", "tie") + ROW.formatted("two", "nobody") + "{broken\n";
    page.locator("#file")
        .setInputFiles(
            new FilePayload("votes-of-2023.jsonl", "", file.getBytes(StandardCharsets.UTF_8)));
    page.locator("form .button.primary").click();

    assertThat(page.locator("h1")).hasText("votes-of-2023.jsonl");
    assertThat(page.locator("#import .badge")).hasText("done, with problems");
    assertThat(page.locator("#import .figures")).containsText("1");
    assertThat(page.locator("table tbody tr").nth(0)).containsText("winner");
    assertThat(page.locator("table tbody tr").nth(1)).containsText("no JSON object");
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, "import");

    page.navigate(baseUrl() + "/research?source=imported");
    assertThat(page.locator(".tabs [aria-current]")).containsText("Imported");
    assertAccessible(page);
    screenshot(page, "import-export");

    page.goBack();
    page.locator("details.confirm summary").click();
    page.locator("details.confirm .danger").click();
    assertThat(page.locator("#import .badge")).hasText("taken back");
    page.navigate(baseUrl() + "/research/import");
    assertAccessible(page);
    screenshot(page, "imports");
  }
}
