package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.testing.TestIssuer;

/** Single sign-on in a browser: one button, and back where the person wanted to go. */
class SingleSignOnPagesIT extends ArenaStory {

  @SuppressWarnings("NullAway.Init") // by open, before all tests
  private static TestIssuer issuer;

  @BeforeAll
  static void open() {
    issuer = new TestIssuer();
    openArena(
        "--tiltyard.oidc.issuer=" + issuer.url(),
        "--tiltyard.oidc.client-id=" + TestIssuer.CLIENT,
        "--tiltyard.oidc.client-secret=" + TestIssuer.SECRET,
        "--tiltyard.oidc.name=Example University",
        "--tiltyard.oidc.roles.admin=arena-admins");
  }

  @AfterAll
  static void closeIssuer() {
    issuer.close();
  }

  @Test
  void oneButtonSignsIn() {
    expectProblem("request to another host: " + issuer.url());
    expectProblem("403");
    Page page = newPage();
    page.navigate("/admin/people");
    assertThat(page.locator("main a.primary")).hasText("Sign in with Example University");
    assertAccessible(page);
    screenshot(page, "sign-in-issuer");
    page.setViewportSize(SMALLEST, 640);
    assertThat(
            (Boolean)
                page.evaluate(
                    "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isTrue();

    issuer.signedIn("story-1", "grace", "staff");
    page.locator("main a.primary").click();
    assertThat(page.locator("#issuer-problem")).containsText("in no group");
    assertAccessible(page);
    screenshot(page, "sign-in-issuer-refused");

    issuer.signedIn("story-1", "grace", "arena-admins");
    page.navigate("/admin/people");
    page.locator("main a.primary").focus();
    page.keyboard().press("Enter");
    page.waitForURL("**/admin/people");
    assertThat(page.locator("main")).containsText("grace");
  }
}
