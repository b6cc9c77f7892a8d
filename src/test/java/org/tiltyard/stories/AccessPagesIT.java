package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Script;

/** Tokens, the audit log and a person's own data, in a browser. */
class AccessPagesIT extends ArenaStory {

  @BeforeAll
  static void open() {
    openArena();
  }

  private static void assertFitsSmallest(Page page) {
    ViewportSize before = page.viewportSize();
    page.setViewportSize(320, 640);
    assertThat(
            (Boolean)
                page.evaluate(
                    "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("%s at 320 px", page.url())
        .isTrue();
    page.setViewportSize(before.width, before.height);
  }

  @Test
  void anAdminMakesATokenUsesItAndRevokesIt() throws IOException, InterruptedException {
    expectProblem("422");
    Page page = newPage();
    signIn(page, "/account/tokens");
    assertThat(page.locator("main")).containsText("You have no tokens");
    assertAccessible(page);
    screenshot(page, "tokens-empty");

    page.locator("#name").fill("Nightly export");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).containsText("at least one of the scopes");
    assertThat(page.locator("#name")).hasValue("Nightly export");
    assertAccessible(page);
    page.locator("input[value='export:read']").check();
    page.locator("main form .primary").click();
    assertThat(page.locator("#token")).containsText("tyd_");
    String token = page.locator("#token").textContent();
    assertAccessible(page);
    screenshot(page, "tokens-made");
    assertFitsSmallest(page);
    page.locator("copy-text button").click();
    assertThat(page.locator("copy-text button")).hasText("Copied");
    assertThat(export(token)).isEqualTo(200);

    page.navigate("/account/tokens");
    assertThat(page.locator("main")).not().containsText(token);
    page.locator("tbody summary").click();
    assertThat(page.locator("tbody .confirm form")).containsText("refused at once");
    screenshot(page, "tokens-revoke");
    page.locator("tbody .confirm form button").click();
    assertThat(page.locator("main [role=status]")).containsText("revoked");
    assertThat(export(token)).isEqualTo(401);

    page.navigate("/admin/audit");
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("tbody tr").first()).containsText("token.revoked");
    assertAccessible(page);
    page.locator("#action").selectOption("token.created");
    page.locator(".filters button").click();
    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("#action")).hasValue("token.created");
    screenshot(page, "audit");
    assertFitsSmallest(page);
    Download csv = page.waitForDownload(() -> page.locator(".page-head a").first().click());
    assertThat(Files.readString(csv.path())).contains("token.created").doesNotContain(token);
    page.locator("#subject").fill("nothing like it");
    page.locator(".filters button").click();
    assertThat(page.locator(".empty")).isVisible();
    assertAccessible(page);
    screenshot(page, "audit-none");

    page.navigate("/admin/people/tokens");
    assertThat(page.locator("main")).containsText("Nobody has made a token");
    assertAccessible(page);
  }

  private static int export(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(arena.url() + "/research/export"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoVotedSeesDownloadsAndWithdraws() throws IOException {
    bothAnswer(Script.answer("An answer"));
    Page page = newPage();
    page.navigate("/my-data");
    assertThat(page.locator(".empty")).isVisible();
    assertAccessible(page);
    BattleView battle = BattleView.begin(page, "What do you keep of me?");
    battle.awaitReady();
    battle.vote("tie");
    page.navigate("/about");
    page.locator("a[href='/my-data']").click();
    assertThat(page.locator(".figures")).containsText("Battles");
    assertAccessible(page);
    screenshot(page, "my-data");
    assertFitsSmallest(page);

    Download file = page.waitForDownload(() -> page.locator("a[download]").click());
    assertThat(Files.readString(file.path())).contains("What do you keep of me?", "birch");

    page.locator("main summary").click();
    screenshot(page, "my-data-withdraw");
    assertAccessible(page);
    assertFitsSmallest(page);
    page.locator("input[value='texts']").check();
    page.locator("main .danger").click();
    assertThat(page.locator("main [role=status]")).containsText("texts are deleted");
    page.navigate("/history");
    assertThat(page.locator("main")).containsText("Text deleted");
    screenshot(page, "history-deleted");
  }

  @Test
  void withdrawingNeedsNoScript() {
    bothAnswer(Script.answer("An answer"));
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.navigate("/");
    page.locator("#prompt").fill("Without a script");
    page.locator(".send").click();
    page.waitForURL("**/battles/*");
    page.navigate("/my-data");
    page.locator("main summary").click();
    page.locator("input[value='datasets']").check();
    page.locator("main .danger").click();
    assertThat(page.locator("main [role=status]")).containsText("withdrawn");
  }
}
