package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.browser.BrowserStory;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.Eventually;
import org.tiltyard.testing.TestArena;

/** A model's server stops and comes back: what an admin sees, and what a voter does. */
class HealthIT extends BrowserStory {

  private static final Duration SOON = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init") // by open, before all tests
  private static ScriptedModelServer steady;

  @SuppressWarnings("NullAway.Init")
  private static ScriptedModelServer stopping;

  @SuppressWarnings("NullAway.Init")
  private static TestArena arena;

  @BeforeAll
  static void open() {
    PlaywrightAssertions.setDefaultAssertionTimeout(SOON.toMillis());
    steady = ScriptedModelServer.start();
    stopping = ScriptedModelServer.start();
    List<String> settings =
        new ArrayList<>(TestArena.models(steady.baseUrl(), "a-key", "birch", "cedar"));
    TestArena.models(stopping.baseUrl(), "the-key-of-maple", "maple").stream()
        .map(setting -> setting.replace("models[0]", "models[2]"))
        .forEach(settings::add);
    settings.add("--tiltyard.admin.password=" + ArenaStory.PASSWORD);
    settings.add("--tiltyard.health.knock=2s");
    settings.add("--tiltyard.health.first-pause=2s");
    arena = TestArena.start(settings.toArray(String[]::new));
    script();
  }

  private static void script() {
    steady.model("id-birch", Script.answer("I", " am", " birch"));
    steady.model("id-cedar", Script.answer("I", " am", " cedar"));
    stopping.model("id-maple", Script.answer("I", " am", " well"));
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    steady.close();
    stopping.close();
  }

  @Override
  protected String baseUrl() {
    return arena.url();
  }

  private static List<String> drawn() {
    return arena.part(ModelRegistry.class).contenders().stream().map(Contender::name).toList();
  }

  private static Locator row(Page page, String model) {
    return page.locator("tr[data-route='" + model + "']");
  }

  private static Locator badge(Page page, String model) {
    return row(page, model).locator(".badge");
  }

  private static Locator button(Page page, String model, String words) {
    return row(page, model)
        .locator("button.small, summary.button")
        .filter(new Locator.FilterOptions().setHasText(words));
  }

  @Test
  void aStoppedServerLeavesTheDrawAndComesBackByItself() throws IOException {
    Page admin = newPage();
    ArenaStory.signIn(admin, "/admin/health");
    assertThat(admin.locator(".notices")).not().containsText("out of the draw");
    // Pairs are drawn: three battles may all pass by the model that is looked at.
    int before = steady.received("id-birch").size();
    for (int i = 0; i < 3 || steady.received("id-birch").size() == before; i++) {
      arena.newVoter().startAndWait("Hello");
    }
    assertThat(badge(admin, "birch")).hasText("well");

    int port = stopping.port();
    stopping.close();
    Eventually.within(SOON, "maple is out", () -> drawn().equals(List.of("birch", "cedar")));
    assertThat(badge(admin, "maple")).hasText("out of the draw");
    assertThat(row(admin, "maple")).containsText("It can’t be reached, or broke off.");
    assertThat(admin.locator(".notices")).containsText("A model is out of the draw: maple.");
    assertThat(admin.locator("[data-live=history]")).containsText("went out of the draw");
    assertAccessible(admin);
    screenshot(admin, "health");
    assertThat(admin.content()).doesNotContain("the-key-of-maple");
    assertThat(audited("health.out"))
        .singleElement()
        .asString()
        .contains("unavailable", "Connection refused")
        .doesNotContain("the-key-of-maple");
    votersMeetTheOthersOnly();

    stopping = ScriptedModelServer.startOn(port);
    script();
    Eventually.within(SOON, "maple is back", () -> drawn().contains("maple"));
    assertThat(badge(admin, "maple")).not().hasText("out of the draw");
    assertThat(admin.locator("[data-live=history]")).containsText("came back");
    assertThat(admin.locator(".notices")).not().containsText("out of the draw");
    assertThat(audited("health.back")).hasSize(1);
  }

  private static void votersMeetTheOthersOnly() {
    for (int i = 0; i < 8; i++) {
      arena.newVoter().startAndWait("Hello again");
    }
    long withMaple =
        arena
            .database()
            .sql(
                "select count(*) from battle, language_model as model"
                    + " where model.id in (battle.model_a, battle.model_b) and model.name = 'maple'"
                    + " and battle.created_at > (select max(at) from audit_entry"
                    + " where action = 'health.out')")
            .query((row, number) -> row.getLong(1))
            .single();
    assertThat(withMaple).isZero();
  }

  private static List<String> audited(String action) {
    return arena
        .database()
        .sql("select detail from audit_entry where action = ? and subject_name = 'maple'")
        .param(action)
        .query((row, number) -> row.getString("detail"))
        .list();
  }

  @Test
  void anAdminTakesModelsOutAndVotersKeepTheirPrompt() {
    Page admin = newPage();
    ArenaStory.signIn(admin, "/admin/health");
    for (String model : List.of("birch", "cedar")) {
      button(admin, model, "Take out").click();
      row(admin, model).locator("form .danger").click();
      assertThat(badge(admin, model)).hasText("taken out by hand");
    }
    assertThat(admin.locator(".notices")).containsText("a battle needs two");

    expectProblem("503");
    Page voter = open("/");
    voter.locator("#prompt").fill("Keep every word of this");
    voter.keyboard().press("Enter");
    assertThat(voter.locator("main")).containsText("too many are unwell");
    assertThat(voter.locator("main")).not().containsText("birch");
    assertThat(voter.locator("#prompt")).hasValue("Keep every word of this");

    for (String model : List.of("birch", "cedar")) {
      button(admin, model, "Let in").click();
      assertThat(badge(admin, model)).not().hasText("taken out by hand");
    }
    button(admin, "birch", "Check now").click();
    Eventually.within(SOON, "birch was asked", () -> wasGreeted("id-birch"));
    assertThat(badge(admin, "birch")).hasText("well");
    arena.newVoter().startAndWait("And again");
  }

  private static boolean wasGreeted(String model) {
    return steady.received(model).stream()
        .anyMatch(request -> request.body().toString().contains("\"max_tokens\":1"));
  }

  @Test
  void thePageWorksWithoutScript() {
    Page admin =
        newPage(
            new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false));
    ArenaStory.signIn(admin, "/admin/health");
    assertThat(badge(admin, "cedar")).isVisible();
    button(admin, "cedar", "Check now").click();
    assertThat(admin.locator("h1")).hasText("Health");
  }
}
