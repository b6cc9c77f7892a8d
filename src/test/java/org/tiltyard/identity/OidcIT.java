package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tiltyard.identity.SingleSignOn.arena;
import static org.tiltyard.identity.SingleSignOn.assertIn;
import static org.tiltyard.identity.SingleSignOn.assertRefused;
import static org.tiltyard.identity.SingleSignOn.goAndComeBack;
import static org.tiltyard.identity.SingleSignOn.isIn;
import static org.tiltyard.identity.SingleSignOn.location;
import static org.tiltyard.identity.SingleSignOn.role;
import static org.tiltyard.identity.SingleSignOn.signIn;
import static org.tiltyard.identity.SingleSignOn.with;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestIssuer;
import org.tiltyard.testing.Voter;

/** Single sign-on with a real issuer: who comes in, as what, and every answer that is refused. */
class OidcIT {

  private static final String PASSWORD = "correct horse battery";

  private static TestIssuer issuer;
  private static TestArena arena;

  @BeforeAll
  static void start() {
    issuer = new TestIssuer();
    arena = arena(issuer, "--tiltyard.admin.password=" + PASSWORD);
  }

  @AfterAll
  static void stop() {
    arena.close();
    issuer.close();
  }

  @BeforeEach
  void everythingInOrder() {
    issuer.reset();
  }

  private static List<String> audited(TestArena arena, String username) {
    return arena
        .database()
        .sql("select action from audit_entry where subject_name = ? order by at, id")
        .param(username)
        .query((row, number) -> row.getString("action"))
        .list();
  }

  @Test
  void theFirstSignInMakesAnAccountAndTheSecondFindsIt() {
    issuer.signedIn("first-1", "ada", "staff", "platform");
    Voter ada = arena.newVoter();
    assertIn(ada, signIn(ada));
    assertThat(role(arena, "ada")).isEqualTo("admin");
    assertThat(ada.get("/admin/people", "text/html").statusCode()).isEqualTo(200);

    issuer.signedIn("first-1", "ada renamed", "platform");
    Voter elsewhere = arena.newVoter();
    assertIn(elsewhere, signIn(elsewhere));

    assertThat(elsewhere.get("/account", "text/html").body()).contains("ada, ");
    assertThat(role(arena, "ada renamed")).isEqualTo("no account");
    assertThat(audited(arena, "ada"))
        .containsExactly("person.joined", "account.signed-in", "account.signed-in");
    assertThat(isIn(ada)).as("goes on").isTrue();
  }

  @Test
  void theSignInPageOffersTheIssuerAndKeepsWhereThePersonWanted() {
    assertThat(arena.newVoter().get("/login?next=/research", "text/html").body())
        .contains("Sign in with Example", "href=\"/login/oidc?next=/research\"");
  }

  @Test
  void theRequestAsksForACodeWithProofAndTellsNoSecret() {
    String asked = location(arena.newVoter().get("/login/oidc", "text/html"));

    assertThat(TestIssuer.fieldsOf(asked))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", TestIssuer.CLIENT)
        .containsEntry("scope", "openid profile email")
        .containsEntry("redirect_uri", arena.url() + "/login/oidc/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge")
        .doesNotContainKeys("client_secret", "code_verifier");
    assertThat(TestIssuer.fieldsOf(asked).get("state")).hasSize(43);
  }

  @Test
  void groupsDecideAtEachSignIn() {
    issuer.signedIn("groups-1", "bob", "lab", "/arena/judges");
    Voter bob = arena.newVoter();
    assertIn(bob, signIn(bob));
    assertThat(role(arena, "bob")).as("the role that may most").isEqualTo("researcher");

    issuer.signedIn("groups-1", "bob", "/arena/judges");
    Voter elsewhere = arena.newVoter();
    assertIn(elsewhere, signIn(elsewhere));

    assertThat(role(arena, "bob")).isEqualTo("annotator");
    assertThat(isIn(bob)).as("came in with another role").isFalse();
    assertThat(audited(arena, "bob")).contains("person.role-changed");
  }

  @Test
  void whoIsInNoGroupIsRefusedAndSignedOutEverywhere() {
    issuer.signedIn("none-1", "carol", "staff");
    Voter carol = arena.newVoter();
    assertRefused(carol, signIn(carol), 403, "in no group that may sign in here");
    assertThat(role(arena, "carol")).isEqualTo("no account");
    assertThat(audited(arena, "carol")).containsExactly("person.refused");

    issuer.signedIn("none-1", "carol", "lab");
    assertIn(carol, signIn(carol));
    issuer.signedIn("none-1", "carol");
    Voter elsewhere = arena.newVoter();
    assertRefused(elsewhere, signIn(elsewhere), 403, "in no group that may sign in here");
    assertThat(isIn(carol)).isFalse();
  }

  @Test
  void aNameSaysNothingAboutWhoseAnAccountIs() {
    issuer.signedIn("name-1", "Admin", "lab");
    Voter impostor = arena.newVoter();
    assertIn(impostor, signIn(impostor));
    assertThat(role(arena, "Admin-2")).isEqualTo("researcher");

    issuer.signedIn("name-2", "ADMIN\u202e", "lab");
    Voter another = arena.newVoter();
    assertIn(another, signIn(another));
    assertThat(role(arena, "ADMIN-3")).isEqualTo("researcher");
    assertThat(role(arena, "admin")).isEqualTo("admin");
  }

  @Test
  void aDisabledAccountStaysOut() {
    issuer.signedIn("disabled-1", "dora", "lab");
    Voter dora = arena.newVoter();
    assertIn(dora, signIn(dora));
    arena.database().sql("update account set disabled = true where username = 'dora'").update();

    Voter again = arena.newVoter();
    assertRefused(again, signIn(again), 403, "Your account is disabled");
    assertThat(isIn(dora)).isFalse();
  }

  static Stream<Arguments> wrongClaims() {
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("nonce of another sign-in", with("nonce", "another")),
        Arguments.of("no nonce", without("nonce")),
        Arguments.of("another audience", with("aud", "another-client")),
        Arguments.of("meant for another", with("azp", "another-client")),
        Arguments.of("several audiences", with("aud", List.of(TestIssuer.CLIENT, "another"))),
        Arguments.of("another issuer", with("iss", "https://issuer.example")),
        Arguments.of("expired", with("exp", now - 120)),
        Arguments.of("never expires", without("exp")),
        Arguments.of("from the future", with("iat", now + 600)),
        Arguments.of("about nobody", without("sub")),
        Arguments.of("subject too long", with("sub", "x".repeat(256))));
  }

  private static UnaryOperator<Map<String, Object>> without(String claim) {
    return claims -> {
      Map<String, Object> changed = new HashMap<>(claims);
      changed.remove(claim);
      return changed;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void aTokenWithAWrongClaimIsRefused(String what, UnaryOperator<Map<String, Object>> wrong) {
    issuer.signedIn("claims-1", "eve", "arena-admins");
    issuer.claims(wrong);
    Voter eve = arena.newVoter();

    assertRefused(eve, signIn(eve), 422, "can’t be trusted");
    assertThat(role(arena, "eve")).isEqualTo("no account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "forged"})
  void aTokenThatTheIssuerDidNotSignIsRefused(String algorithm) {
    issuer.signedIn("signature-1", "eve", "arena-admins");
    issuer.algorithm(algorithm);
    Voter eve = arena.newVoter();

    assertRefused(eve, signIn(eve), 422, "can’t be trusted");
  }

  @Test
  void clocksMayDifferByAMinute() {
    issuer.signedIn("skew-1", "fay", "lab");
    long now = Instant.now().getEpochSecond();
    issuer.claims(with("exp", now - 20));
    Voter fay = arena.newVoter();
    assertIn(fay, signIn(fay));
    issuer.claims(with("iat", now + 20));
    assertIn(fay, signIn(fay));
  }

  @Test
  void anAnswerCountsOnce() {
    issuer.signedIn("replay-1", "gus", "lab");
    Voter gus = arena.newVoter();
    String answer = goAndComeBack(gus, "/account");
    assertIn(gus, gus.get(answer, "text/html"));
    int asked = issuer.tokensAsked();
    gus.postForm("/logout", Map.of());

    assertRefused(gus, gus.get(answer, "text/html"), 422, "was used already");
    assertThat(issuer.tokensAsked()).as("the issuer is not asked").isEqualTo(asked);
  }

  @Test
  void aCodeCountsOnceWhateverItsState() {
    issuer.signedIn("replay-2", "gil", "lab");
    Voter gil = arena.newVoter();
    String spent = goAndComeBack(gil, "/account");
    String code = TestIssuer.fieldsOf(spent).getOrDefault("code", "");
    assertIn(gil, gil.get(spent, "text/html"));

    Voter thief = arena.newVoter();
    String fresh = goAndComeBack(thief, "/account");
    String own = TestIssuer.fieldsOf(fresh).getOrDefault("code", "");
    assertRefused(thief, thief.get(fresh.replace(own, code), "text/html"), 422, "can’t be trusted");
  }

  /** The thief's code in the victim's browser, or the other way round. */
  @Test
  void anAnswerCountsOnlyInTheBrowserThatAsked() {
    issuer.signedIn("browser-1", "hal", "lab");
    Voter hal = arena.newVoter();
    String answer = goAndComeBack(hal, "/account");
    Voter withoutCookie = arena.newVoter();
    assertRefused(
        withoutCookie, withoutCookie.get(answer, "text/html"), 422, "began in another browser");
    Voter withItsOwn = arena.newVoter();
    goAndComeBack(withItsOwn, "/account");
    assertRefused(withItsOwn, withItsOwn.get(answer, "text/html"), 422, "in another browser");

    assertIn(hal, hal.get(answer, "text/html"));
  }

  @Test
  void anAnswerComesWithinTenMinutes() {
    issuer.signedIn("late-1", "ida", "lab");
    Voter ida = arena.newVoter();
    String answer = goAndComeBack(ida, "/account");
    arena
        .database()
        .sql("update oidc_login set expires_at = timestamp with time zone '2020-01-01 00:00:00+00'")
        .update();

    assertRefused(ida, ida.get(answer, "text/html"), 422, "took too long");
    signIn(ida);
    assertThat(
            arena
                .database()
                .sql("select count(*) from oidc_login where expires_at < current_timestamp")
                .query(Long.class)
                .single())
        .as("swept")
        .isZero();
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() {
    issuer.signedIn("mix-up-1", "jan", "lab");
    issuer.answeringIssuer("https://another.example");
    Voter jan = arena.newVoter();
    int asked = issuer.tokensAsked();

    assertRefused(jan, signIn(jan), 422, "can’t be trusted");
    assertThat(issuer.tokensAsked()).as("the code goes nowhere").isEqualTo(asked);
    issuer.answeringIssuer("");
    assertIn(jan, signIn(jan));
  }

  @Test
  void whoeverGoesBackIsTold() {
    issuer.error("access_denied");
    Voter kay = arena.newVoter();
    assertRefused(kay, signIn(kay), 422, "the sign-in at Example was cancelled");
    issuer.error("temporarily_unavailable");
    assertRefused(kay, signIn(kay), 503, "Example can’t be reached");
    issuer.error("<b>invented</b>");
    assertRefused(kay, signIn(kay), 422, "can’t be trusted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect", "large", "status"})
  void aTokenEndpointInTroubleIsSaidToBeAway(String trouble) {
    issuer.signedIn("trouble-1", "lea", "lab");
    issuer.tokenTrouble(trouble);
    Voter lea = arena.newVoter();

    assertRefused(lea, signIn(lea), 503, "Example can’t be reached");
  }

  @Test
  void whatTheTokenDoesNotSayUserinfoDoes() {
    issuer.signedInBriefly(
        "info-1", Map.of("sub", "info-1", "email", "mia@example.org", "groups", "lab"));
    Voter mia = arena.newVoter();
    assertIn(mia, signIn(mia));
    assertThat(role(arena, "mia@example.org")).isEqualTo("researcher");

    issuer.signedInBriefly("info-2", Map.of("sub", "info-1", "groups", List.of("arena-admins")));
    Voter another = arena.newVoter();
    assertRefused(another, signIn(another), 422, "can’t be trusted");
  }

  @Test
  void thePersonGoesWhereTheyWantedWithinThisArena() {
    issuer.signedIn("next-1", "ned", "lab");
    Voter ned = arena.newVoter();
    assertThat(location(ned.get(goAndComeBack(ned, "/research"), "text/html")))
        .isEqualTo("/research");
    for (String elsewhere : List.of("https://evil.example", "//evil.example", "/%5Cevil.example")) {
      assertThat(location(ned.get(goAndComeBack(ned, elsewhere), "text/html"))).isEqualTo("/");
    }
  }

  @Test
  void theSecretIsOnNoPage() {
    Voter admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    for (String page : List.of("/admin/settings", "/admin/settings/export", "/login")) {
      HttpResponse<String> response = admin.get(page, "*/*");
      assertThat(response.statusCode()).as(page).isEqualTo(200);
      assertThat(response.body()).as(page).doesNotContain("client secret", "client-secret");
    }
    assertThat(arena.part(OidcSettings.class).toString()).doesNotContain(TestIssuer.SECRET);
  }
}
