package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;

/** What a person sees when moderation warns of a prompt, or keeps it from the models. */
class ModerationPageIT extends ArenaStory {

  @BeforeAll
  static void open() {
    openArena(
        "--tiltyard.moderation.words=true",
        "--tiltyard.moderation.word-list[0]=tarmac",
        "--tiltyard.moderation.pattern-list[0]=v[i1]olence",
        "--tiltyard.moderation.policies.word=warn",
        "--tiltyard.moderation.policies.pattern=block");
  }

  @BeforeEach
  void modelsAnswer() {
    bothAnswer(Script.answer("An answer"));
  }

  @Test
  void aWarningAsksFirstAndKeepsTheText() {
    expectProblem("422");
    int before = asked();
    Page page = newPage();
    page.navigate("/");
    write(page, "Tell me of tarmac");

    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Send this anyway?");
    assertThat(dialog).containsText("words that are listed here");
    assertAccessible(page);
    screenshot(page, "moderation-warning");
    dialog.getByText("Back to the text").click();

    assertThat(page.locator("#prompt")).hasValue("Tell me of tarmac");
    assertThat(page.locator("#prompt-problem")).containsText("was not sent");
    Assertions.assertThat(asked()).isEqualTo(before);

    page.locator(".send").click();
    dialog.getByText("Send anyway").click();
    assertThat(page.locator(".seat[data-state=complete]")).hasCount(2);

    // A further prompt is asked about just the same.
    write(page, "More tarmac");
    dialog.getByText("Send anyway").click();
    assertThat(page.locator(".turn")).hasCount(2);
  }

  @Test
  void aBlockedPromptStaysInTheBoxWithTheReason() {
    expectProblem("422");
    int before = asked();
    Page page = newPage();
    page.navigate("/");
    write(page, "Praise V1OLENCE");

    assertThat(page.locator("#prompt-problem")).containsText("This arena does not take");
    assertThat(page.locator("#prompt")).hasValue("Praise V1OLENCE");
    assertThat(page.locator("#prompt")).isFocused();
    assertAccessible(page);
    screenshot(page, "moderation-blocked");
    Assertions.assertThat(asked()).isEqualTo(before);
  }

  private static void write(Page page, String prompt) {
    page.locator("#prompt").fill(prompt);
    page.locator(".send").click();
  }
}
