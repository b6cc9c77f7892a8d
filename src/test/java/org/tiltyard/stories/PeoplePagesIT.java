package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admins and the people they invite, in their browsers. */
class PeoplePagesIT extends ArenaStory {

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void anAdminInvitesSomebodyAndShutsThemOutAgain() {
    Page admin = newPage();
    signIn(admin, "/admin/people");
    assertThat(admin.locator("main .empty")).isVisible();
    String link = invite(admin, "Grace, from the lab");
    assertGood(admin, "invitation-link");
    admin.locator(".once button").click();
    assertThat(admin.locator(".once button")).hasText("Copied");

    expectProblem("422");
    Page grace = open(link);
    assertGood(grace, "invitation");
    grace.locator("#username").fill("grace");
    grace.locator("#password").fill("too short");
    grace.locator("form.form").evaluate("form => { form.noValidate = true; }");
    grace.locator("main form .primary").click();
    assertThat(grace.locator("#form-problem")).containsText("at least 12 characters");
    assertThat(grace.locator("#username")).hasValue("grace");
    assertAccessible(grace);
    grace.locator("#password").fill(PASSWORD);
    grace.locator("main form .primary").click();
    assertThat(grace.locator(".masthead .account")).hasText("grace");
    expectProblem("404");
    Page second = open(link);
    assertThat(second.locator("h1")).hasText("This link no longer works");
    assertGood(second, "invitation-used");

    invite(admin, "Somebody else");
    admin.navigate("/admin/people");
    assertThat(admin.locator("tbody tr").filter(hasText("grace"))).containsText("Researcher");
    assertGood(admin, "people");
    admin.locator("a", text("grace")).click();
    assertGood(admin, "person");
    confirm(admin, "Disable");
    assertThat(admin.locator(".notice")).containsText("signed out everywhere");
    assertThat(admin.locator(".page-head .badge")).hasText("disabled");
    assertGood(admin, "person-disabled");
    grace.navigate("/account");
    assertThat(grace.locator("h1")).hasText("Sign in");
  }

  private String invite(Page admin, String note) {
    admin.navigate("/admin/people");
    admin.locator(".page-head .primary").click();
    admin.locator("#note").fill(note);
    if (note.startsWith("Grace")) {
      assertGood(admin, "invite");
    }
    admin.locator("main form .primary").click();
    return admin.locator(".once code").textContent().replaceFirst("http://[^/]+", "");
  }

  private static Page.LocatorOptions text(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void confirm(Page page, String deed) {
    Locator details = page.locator("details.confirm").filter(hasText(deed));
    details.locator("summary").click();
    details.locator("form button").click();
  }

  private void assertGood(Page page, String name) {
    assertAccessible(page);
    assertFitsAt(SMALLEST, page);
    screenshot(page, name);
  }

  @Test
  void theLastAdminStaysAndIsToldWhy() {
    expectProblem("409");
    Page page = newPage();
    signIn(page, "/admin/people");
    page.locator("main table a", text(USERNAME)).first().click();

    confirm(page, "Delete");

    assertThat(page.locator("#form-problem")).containsText("the only active admin");
    assertGood(page, "person-last-admin");
  }

  @Test
  void everythingWorksWithoutScript() {
    Page page = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    signIn(page, "/admin/people");
    String link = invite(page, "Without script");
    Page guest = newPage(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    guest.navigate(link);
    guest.locator("#username").fill("plain");
    guest.locator("#password").fill(PASSWORD);
    guest.locator("main form .primary").click();
    guest.navigate("/account");
    assertThat(guest.locator("h1")).hasText("Your account");

    page.navigate("/admin/people");
    page.locator("main table a", text("plain")).click();
    confirm(page, "Delete");
    assertThat(page.locator(".notice")).hasText("The account is deleted.");
    guest.navigate("/account");
    assertThat(guest.locator("h1")).hasText("Sign in");
  }

  @Test
  void somebodySetsUpTwoFactorAndUsesIt() {
    Page admin = newPage();
    signIn(admin, "/admin/people");
    String link = invite(admin, "Careful");
    Page page = open(link);
    page.locator("#username").fill("careful");
    page.locator("#password").fill(PASSWORD);
    page.locator("main form .primary").click();
    page.locator(".masthead .account").click();
    assertThat(page.locator("tbody .tag")).hasText("this one");
    assertGood(page, "account");

    page.locator("main a", text("Set up two-factor")).click();
    assertGood(page, "two-factor-off");
    page.locator("#present").fill(PASSWORD);
    page.locator("main form .primary").click();
    assertGood(page, "two-factor-enrol");
    expectProblem("422");
    page.locator("#code").fill("000000");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).containsText("This code is not right");
    String secret = page.locator(".secret").textContent().replace(" ", "");
    page.locator("#code").fill(codeOf(secret));
    page.locator("main form .primary").click();
    assertThat(page.locator(".recovery-codes li")).hasCount(10);
    assertGood(page, "recovery-codes");
    String recovery = page.locator(".recovery-codes code").first().textContent();
    page.locator("main .primary").click();
    assertThat(page.locator("h1")).hasText("Your account");

    page.locator(".masthead-end form button").click();
    page.navigate("/account/two-factor");
    page.locator("#username").fill("careful");
    page.locator("#password").fill(PASSWORD);
    page.locator("main form .primary").click();
    assertThat(page.locator("h1")).hasText("Enter the code");
    assertGood(page, "code");
    page.locator("#code").fill("111111");
    page.locator("main form .primary").click();
    assertThat(page.locator("#form-problem")).containsText("This code is not right");
    page.locator("summary").click();
    page.locator("#recovery").fill("not-a-code");
    page.locator("main details .button").click();
    assertThat(page.locator("details #form-problem")).isVisible();
    assertGood(page, "code-recovery");
    page.locator("#recovery").fill(recovery);
    page.locator("main details .button").click();
    assertThat(page.locator("main")).containsText("You have 9 left.");
    assertGood(page, "two-factor-on");
  }

  private static String codeOf(String secret) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(Base32.decode(secret), "HmacSHA1"), Instant.now());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onAPhoneTheAccountIsInReach() {
    Page page =
        newPage(
            new Browser.NewContextOptions()
                .setViewportSize(375, 667)
                .setIsMobile(true)
                .setHasTouch(true));
    signIn(page, "/account");
    assertThat(page.locator(".masthead .account")).isVisible();
    assertFitsAt(SMALLEST, page);
    page.locator("main .sign-out button").tap();
    page.waitForURL(baseUrl() + "/");
    page.navigate("/account");
    assertThat(page.locator("h1")).hasText("Sign in");
  }
}
