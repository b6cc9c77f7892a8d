package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.models.Contender;
import org.tiltyard.models.ModelRegistry;
import org.tiltyard.provider.Script;

/** An admin runs the models of an arena from the browser. */
class ModelsIT extends ArenaStory {

  private static final String LIST = "/admin/models";

  @BeforeAll
  static void open() {
    openArena();
    bothAnswer(Script.answer("Here I am."));
  }

  @Test
  void aModelIsPausedRetiredAndBroughtBackWithoutAnyScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    signIn(page, LIST);
    add(page, "willow", "id-birch");
    assertThat(state(page, "willow")).hasText("not tested");

    row(page, "willow").getByText("Put live").click();
    assertThat(page.locator(".notice")).containsText("willow is live");
    assertThat(state(page, "willow")).hasText("live");
    assertThat(contenders()).contains("willow");

    row(page, "willow").getByText("Pause", exact()).click();
    assertThat(state(page, "willow")).hasText("not tested");
    assertThat(contenders()).doesNotContain("willow");

    row(page, "willow").locator("summary").click();
    row(page, "willow").locator(".danger").click();
    assertThat(page.locator(".notice")).containsText("Its votes stay");
    assertThat(row(page, "willow")).hasCount(0);
    page.locator(".tabs a").last().click();
    row(page, "willow").getByText("Bring back").click();
    assertThat(state(page, "willow")).hasText("not tested");
    assertThat(audited("willow"))
        .containsExactly(
            "model.added", "model.resumed", "model.paused", "model.retired", "model.brought-back");
  }

  @Test
  void theListKeepsTheOrderThatAnAdminGivesIt() {
    Page page = newPage();
    signIn(page, LIST);
    row(page, "maple").getByLabel("Move maple up").click();
    assertThat(page.locator(".notice")).containsText("maple has moved up");
    assertThat(page.locator(".models tbody tr").first()).containsText("maple");
    row(page, "maple").getByLabel("Move maple down").click();
    assertThat(page.locator(".models tbody tr").first()).containsText("birch");
  }

  @Test
  void whatTheConfigurationSaysIsLockedExceptTheWeight() {
    Page page = newPage();
    signIn(page, LIST);
    row(page, "birch").getByRole(AriaRole.LINK).click();
    assertThat(page.locator("#name")).not().isEditable();
    assertThat(page.locator(".notice")).containsText("configuration");
    assertAccessible(page);
    page.locator("#weight").fill("3");
    page.locator(".form-end .primary").click();
    assertThat(row(page, "birch").locator("td.number").first()).hasText("3");
    assertThat(weight("birch")).isEqualTo(3);
  }

  @Test
  void aFormKeepsWhatWasTypedAndSaysWhatIsWrongInItsPlace() {
    Page page = newPage();
    signIn(page, LIST + "/new");
    page.locator("#name").fill("birch");
    page.locator("#temperature").fill("warm");
    page.locator("#topP").fill("1.5");
    page.locator("#extraBody").fill("{\"stream\": false}");
    expectProblem("422");
    page.locator(".form-end .primary").click();
    assertThat(page.locator("#temperature-error")).containsText("must be a number");
    assertThat(page.locator("#topP-error")).containsText("at most 1");
    assertThat(page.locator("#extraBody-error")).containsText("sets “stream” itself");
    assertThat(page.locator("#temperature")).hasValue("warm");
    assertAccessible(page);
    screenshot(page, "models-form-problems");

    page.locator("#temperature").fill("");
    page.locator("#topP").fill("");
    page.locator("#extraBody").fill("");
    page.locator(".form-end .primary").click();
    assertThat(page.locator("#name-error")).containsText("named “birch” already");
  }

  @Test
  void twoAdminsWhoChangeOneModelAreToldOfEachOther() {
    Page first = newPage();
    signIn(first, LIST);
    add(first, "rowan", "id-maple");
    row(first, "rowan").getByRole(AriaRole.LINK).click();
    Page second = newPage();
    signIn(second, first.url().substring(arena.url().length()));
    second.locator("#weight").fill("5");
    second.locator(".form-end .primary").click();
    assertThat(row(second, "rowan")).isVisible();

    first.locator("#description").fill("A tree of the hills.");
    expectProblem("409");
    first.locator(".form-end .primary").click();
    assertThat(first.locator("#form-problem")).containsText("Weight: 5");
    assertThat(first.locator("#description")).hasValue("A tree of the hills.");
    assertThat(weight("rowan")).isEqualTo(5);
  }

  @Test
  void theListFitsEveryScreen() {
    Page page = newPage();
    signIn(page, LIST);
    assertAccessible(page);
    screenshot(page, "models");
    page.navigate(LIST + "/new");
    assertAccessible(page);
    screenshot(page, "models-new");
    for (String path : List.of(LIST, LIST + "/new")) {
      page.navigate(path);
      page.setViewportSize(320, 800);
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }
  }

  private static void add(Page page, String name, String id) {
    page.navigate(LIST + "/new");
    page.locator("#name").fill(name);
    page.locator("#providerModel").fill(id);
    page.locator(".form-end .primary").click();
    assertThat(page.locator(".notice")).containsText(name + " is added");
  }

  private static Locator row(Page page, String model) {
    return page.locator(".models tbody tr").filter(new Locator.FilterOptions().setHasText(model));
  }

  private static Locator state(Page page, String model) {
    return row(page, model).locator(".badge");
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static List<String> contenders() {
    return arena.part(ModelRegistry.class).contenders().stream().map(Contender::name).toList();
  }

  private static double weight(String model) {
    return arena.part(ModelRegistry.class).contenders().stream()
        .filter(contender -> contender.name().equals(model))
        .findFirst()
        .map(Contender::weight)
        .orElseGet(() ->
            arena
                .database()
                .sql("select weight from language_model where name = ?")
                .param(model)
                .query(Double.class)
                .single());
  }

  private static List<@Nullable String> audited(String model) {
    return arena
        .database()
        .sql("select action from audit_entry where subject_name = ? order by at")
        .param(model)
        .query(String.class)
        .list();
  }
}
