package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    row(page, "birch").locator("th a").click();
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
    row(first, "rowan").locator("th a").click();
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
  void aTestStreamsOneAnswerWithItsFiguresAndThenTheModelGoesLive() {
    models.model("id-fir", Script.answer("A tiltyard ", "is a yard."));
    Page page = newPage();
    signIn(page, LIST);
    page.navigate(LIST + "/new");
    page.locator("#name").fill("fir");
    page.locator("#providerModel").fill("id-fir");
    page.locator("#priceIn").fill("2.5");
    page.locator("#priceOut").fill("10");
    page.locator("#extraBody").fill("{\"seed\": 7}");
    page.locator(".form-end .primary").click();
    page.locator("model-test form .primary").first().click();
    assertThat(page.locator(".test-state")).hasText("The test has passed.");
    assertThat(page.locator(".test-answer")).hasText("A tiltyard is a yard.");
    assertThat(page.locator("[data-figure=firstToken]")).containsText("ms");
    assertThat(models.received("id-fir").getFirst().body().path("seed").asInt()).isEqualTo(7);
    assertAccessible(page);
    screenshot(page, "models-test");
    page.getByText("Put live").click();
    assertThat(state(page, "fir")).hasText("live");
  }

  @Test
  void aFailedTestSaysWhyInPlainWordsWithAndWithoutScript() {
    models.model("id-oak", Script.status(401, "{\"error\":{\"message\":\"bad key a-key\"}}"));
    for (boolean script : List.of(true, false)) {
      Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(script));
      signIn(page, LIST);
      add(page, "oak-" + script, "id-oak");
      row(page, "oak-" + script).getByText("Test", exact()).click();
      page.locator("model-test form .primary").first().click();
      assertThat(page.locator(".test-problems .problem strong"))
          .hasText("The server does not accept the key.");
      assertThat(page.locator("body")).not().containsText("a-key");
    }
  }

  @Test
  void modelsGoOutAsAFileAndComeBackUnchanged() throws IOException {
    Page page = newPage();
    signIn(page, LIST);
    String exported = page.request().get(LIST + "/export").text();
    assertThat(exported).contains("\"birch\"").doesNotContain("a-key");
    upload(page, exported);
    assertThat(page.locator(".lede")).containsText("nothing to do");

    expectProblem("422");
    upload(page, "{\"format\": \"tiltyard-models\",\n \"version\": 1,\n oops}");
    assertThat(page.locator("#form-problem")).containsText("line 3");
    assertAccessible(page);
    screenshot(page, "models-import");
  }

  @Test
  void fastChatsFileIsShownBeforeItIsAppliedAndItsKeysAreNeverShown() throws IOException {
    models.model("id-elm", Script.answer("Elm."));
    Page page = newPage();
    signIn(page, LIST);
    upload(
        page,
        """
        {"elm": {"model_name": "id-elm", "api_base": "%s", "api_type": "openai",
                 "api_key": "fast-chat-secret", "anony_only": true,
                 "recommended_config": {"temperature": 0.2, "top_p": 0.9}},
         "claude": {"model_name": "claude-3", "api_type": "anthropic_message", "api_key": "other-secret"}}
        """
            .formatted(models.baseUrl() + "/"));
    assertThat(page.locator("tr").filter(hasText("elm")).locator(".badge")).hasText("added");
    assertThat(page.locator("tr").filter(hasText("claude"))).containsText("anthropic_message");
    assertThat(page.locator("body")).not().containsText("secret");
    assertAccessible(page);
    screenshot(page, "models-preview");
    page.locator("input[name=live]").check();
    page.locator("main form .primary").click();
    assertThat(state(page, "elm")).hasText("live");
    assertThat(row(page, "elm")).containsText("anonymous only");
    assertThat(page.request().get(LIST + "/export").text()).doesNotContain("secret");
  }

  private static void upload(Page page, String content) throws IOException {
    page.navigate(LIST + "/import");
    Path file = Files.createTempFile("models", ".json");
    Files.writeString(file, content);
    page.locator("#file").setInputFiles(file);
    page.locator("main form .primary").click();
    page.waitForLoadState();
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void whatAnEndpointServesIsTickedAndAdded() {
    models.model("grove/pine:8b", Script.answer("Pine."));
    Page page = newPage();
    signIn(page, LIST + "/discover");
    page.locator(".filters .primary").click();
    Locator pine = page.locator(".served li").filter(hasText("grove/pine:8b"));
    assertThat(pine.locator("input[name=name]")).hasValue("pine:8b");
    expectProblem("422");
    page.locator(".discover .primary").click();
    assertThat(page.locator(".discover .problem")).isVisible();
    page.locator("#filter").fill("birch");
    assertThat(pine).isHidden();
    page.locator("#filter").fill("pine");
    pine.locator("input[type=checkbox]").check();
    pine.locator("input[name=name]").fill("birch");
    assertAccessible(page);
    screenshot(page, "models-discover");
    expectProblem("422");
    page.locator(".discover .primary").click();
    assertThat(pine.locator(".error")).containsText("named “birch” already");
    pine.locator("input[name=name]").fill("pine");
    page.locator(".discover .primary").click();
    assertThat(state(page, "pine")).hasText("not tested");
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
    for (String path :
        List.of(LIST, LIST + "/new", LIST + "/discover", LIST + "/import", "/admin/start")) {
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
    assertThat(page.locator("h1")).hasText("Test " + name);
    page.navigate(LIST);
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
