package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSource;
import org.tiltyard.settings.EditableSetting;
import org.tiltyard.settings.Settings;

/** An admin gives the arena a name, looks and words of its own. */
class SettingsPageIT extends ArenaStory {

  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAYAAADgdz34AAAAHElEQVR42mNk+M9Qz0AEYBxVSF+FjKMKhwUAAK2AA/9O8h5zAAAAAElFTkSuQmCC";

  @BeforeAll
  static void open() {
    openArena("--tiltyard.battle.turns=9");
  }

  @Test
  void namesColoursAndWordsAreSeenFirstAndHoldAtOnce() {
    Page page = newPage();
    signIn(page, "/admin/settings");
    assertAccessible(page);
    screenshot(page, "settings");

    field(page, "tiltyard.arena.name").fill("Lists & Lances");
    field(page, "tiltyard.arena.accent").fill("#0b6e4f");
    page.locator("[name='tiltyard.welcome.intro.key']").fill("en");
    page.locator("[name='tiltyard.welcome.intro.text']").fill("Help us **choose** a model.");
    field(page, "tiltyard.welcome.examples").fill("What is a lance rest?\n\nName three heralds.");
    page.locator("[name='tiltyard.vote.reasons.key']").fill("funny");
    page.locator("[name='tiltyard.vote.reasons.text']").fill("funny in a good way");
    page.locator("button[value=preview]").click();

    assertThat(page.locator(".sample")).containsText("Lists & Lances");
    assertThat(page.locator(".sample strong")).hasText("choose");
    assertThat(page.locator("tbody tr")).hasCount(5);
    assertThat(page.locator(".masthead .brand")).hasText("Tiltyard");
    assertAccessible(page);
    screenshot(page, "settings-preview");

    page.locator("main form .primary").click();
    assertThat(page.locator("[role=status].notice")).isVisible();
    assertThat(page.locator(".masthead .brand")).hasText("Lists & Lances");

    Page voter = open("/");
    assertThat(voter).hasTitle("Lists & Lances");
    assertThat(voter.locator(".welcome .lede strong")).hasText("choose");
    assertThat(voter.locator(".example")).hasCount(2);
    assertThat(voter.locator(".composer .primary")).hasCSS("background-color", "rgb(11, 110, 79)");
    assertAccessible(voter);
    screenshot(voter, "branded");
    assertThat(audited("setting.changed")).contains("tiltyard.arena.name", "tiltyard.vote.reasons");
  }

  @Test
  void whatIsWrongIsSaidInPlaceAndNothingTypedIsLost() {
    Page page = newPage();
    signIn(page, "/admin/settings");
    page.locator("#settings").evaluate("form => { form.noValidate = true; }");

    field(page, "tiltyard.battle.prompt-characters").fill("3");
    field(page, "tiltyard.welcome.examples").fill("A prompt that stays");
    expectProblem("422");
    page.locator("button[value=save]").click();

    assertThat(page.locator("#form-problem")).containsText("Longest prompt");
    assertThat(field(page, "tiltyard.battle.prompt-characters")).hasValue("3");
    assertThat(field(page, "tiltyard.welcome.examples")).hasValue("A prompt that stays");
    assertAccessible(page);
    screenshot(page, "settings-refused");
  }

  @Test
  void whatTheConfigurationSetsCannotBeTyped() {
    Page page = newPage();
    signIn(page, "/admin/settings");

    assertThat(field(page, "tiltyard.battle.turns")).not().isEditable();
    assertThat(field(page, "tiltyard.battle.turns")).hasValue("9");
  }

  @Test
  void theFileTakesEverythingAlongAndBringsItBack() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    signIn(page, "/admin/settings");
    String file = page.request().get(baseUrl() + "/admin/settings/export").text();
    assertThat(file).contains("prompt-characters: 12000", "turns: 9");

    page.locator("#yaml").fill(file);
    page.locator("main section form .button").click();
    assertThat(page.locator("main .notice")).hasText("Nothing would change.");

    page.navigate("/admin/settings");
    page.locator("#yaml")
        .fill(
            "tiltyard:\n  battle: {answerTokens: 512, turns: 3}\n  models: []\n"
                + "  arena.name: Imported\n");
    page.locator("main section form .button").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("main .help").first()).containsText("tiltyard.battle.turns");
    page.locator("main form .primary").click();
    assertThat(field(page, "tiltyard.battle.answer-tokens")).hasValue("512");

    page.locator("#yaml").fill("tiltyard:\n  arena: {name: [broken\n");
    expectProblem("422");
    page.locator("main section form .button").click();
    assertThat(page.locator("#file-problem")).containsText("Line");
  }

  @Test
  void aLogoIsAPictureAndNothingElse() {
    Page page = newPage();
    signIn(page, "/admin/settings");
    byte[] picture = java.util.Base64.getDecoder().decode(PICTURE);
    field(page, "tiltyard.arena.logo")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload("logo.png", "image/png", picture));
    page.locator("button[form=logo]").click();
    assertThat(page.locator(".masthead .brand-logo")).isVisible();

    page.locator("button[form=logo-remove]").click();
    assertThat(page.locator(".masthead .brand-mark")).isVisible();

    field(page, "tiltyard.arena.logo")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload(
                "logo.png", "image/png", "<svg onload=alert(1)>".getBytes()));
    expectProblem("422");
    page.locator("button[form=logo]").click();
    assertThat(page.locator("main")).containsText("PNG, JPEG or WebP");
  }

  @Test
  void everySettingHasWords() {
    MessageSource messages = arena.part(MessageSource.class);
    List<String> wordless =
        arena.part(Settings.class).editable().stream()
            .flatMap(setting -> words(setting).stream())
            .distinct()
            .filter(key -> "".equals(messages.getMessage(key, null, "", Locale.ENGLISH)))
            .toList();

    assertThat(wordless).isEmpty();
  }

  private static List<String> words(EditableSetting setting) {
    String key = "setting." + setting.key();
    return List.of(key, key + ".help", "setting." + setting.prefix());
  }

  private static com.microsoft.playwright.Locator field(Page page, String key) {
    return page.locator("[id='" + key + "']");
  }

  private static List<@Nullable String> audited(String action) {
    return arena
        .database()
        .sql("select subject_name from audit_entry where action = ?")
        .param(action)
        .query(String.class)
        .list();
  }
}
