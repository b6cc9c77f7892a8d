package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;

/** An admin decides who meets whom, and sees what that means before it is so. */
class PairingPageIT extends ArenaStory {

  private static final List<String> MORE = List.of("cedar", "hornbeam-7b", "rowan-large-instruct");

  @BeforeAll
  static void open() {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < MORE.size(); i++) {
      String prefix = "--tiltyard.models[" + (MODELS.size() + i) + "].";
      settings.add(prefix + "name=" + MORE.get(i));
      settings.add(prefix + "base-url=http://localhost:1/v1");
    }
    settings.add("--tiltyard.pairing.newcomer-votes=0");
    openArena(settings.toArray(String[]::new));
  }

  private Page pairing() {
    Page page = newPage();
    signIn(page, "/admin/pairing");
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void sheTriesRulesSeesWhatTheyDoAndSavesThem() {
    bothAnswer(Script.answer("Yes"));
    Page page = pairing();
    assertThat(page.locator("#preview tbody").first()).containsText("birch");
    assertThat(page.locator("input[value=weighted]")).isChecked();
    assertAccessible(page);
    screenshot(page, "admin-pairing");

    page.locator("#boosts").fill("birch = 3\nrowan-* = 0.5");
    page.locator("#targets").fill("cedar = 60 %\noak = 5 %");
    page.locator("#only-meet").fill("hornbeam-* vs rowan-small");
    button(page, "Preview").click();

    assertThat(page.locator("#preview .notice")).containsText("not saved");
    assertThat(page.locator("#boosts")).hasValue("birch = 3\nrowan-* = 0.5");
    Locator preview = page.locator("#preview");
    assertThat(preview).containsText("met: 60.0 %");
    assertThat(preview).containsText("names no active model");
    assertThat(preview.locator("li", new Locator.LocatorOptions().setHasText("hornbeam-7b")))
        .containsText("Rules or groups let it meet nobody.");
    assertAccessible(page);
    screenshot(page, "admin-pairing-preview");
    assertFits(page);

    button(page, "Save").click();
    assertThat(page.locator("[role=status]").first()).hasText("Saved.");
    page.navigate("/admin/pairing");
    assertThat(page.locator("#targets")).hasValue("cedar = 60 %\noak = 5 %");
    assertThat(page.locator("#preview .notice")).hasCount(0);
  }

  @Test
  void aLineThatCantBeReadIsNamedAndKept() {
    expectProblem("422");
    Page page = pairing();
    page.locator("#never-meet").fill("birch and maple");
    button(page, "Save").click();

    assertThat(page.locator("#never-meet-error"))
        .containsText("“birch and maple” has to look like");
    assertThat(page.locator("#never-meet")).hasValue("birch and maple");
    assertThat(page.locator("#never-meet")).hasAttribute("aria-invalid", "true");
    assertAccessible(page);
    screenshot(page, "admin-pairing-refused");
    assertFits(page);
  }

  @Test
  void whatTheConfigurationSetsIsShownAsLocked() {
    Page page = pairing();

    assertThat(page.locator("#newcomer-votes")).hasAttribute("readonly", "readonly");
    assertThat(page.locator("#newcomer-votes-help")).containsText("configuration");
  }

  private static void assertFits(Page page) {
    page.setViewportSize(320, 640);
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo(true);
    page.setViewportSize(1280, 800);
  }
}
