package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** What programs can do with a token, and what ends it. */
@ExtendWith(OutputCaptureExtension.class)
class ApiTokenIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String EXPORT = "/research/export";
  private static final Pattern SECRET = Pattern.compile("tyd_[\\w-]{43}");

  private static TestArena arena;
  private static AccountId ada;

  private Voter program;

  @BeforeAll
  static void open() {
    arena = TestArena.start();
    ada = arena.part(Accounts.class).create("ada", PASSWORD, Role.RESEARCHER).id();
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @BeforeEach
  void researcherWithoutTokens() {
    program = arena.newVoter();
    arena.database().sql("delete from api_token").update();
    setRole("researcher");
  }

  private static void setRole(String role) {
    arena
        .database()
        .sql("update account set role = ? where id = ?")
        .params(role, ada.value())
        .update();
  }

  private static SignedIn ada(String role) {
    return new SignedIn(ada, "ada", role);
  }

  private static String make(Set<Scope> scopes) {
    return arena.part(ApiTokens.class).make(ada("researcher"), "nightly", scopes, 30).secret();
  }

  private HttpResponse<String> get(String path, String authorization) {
    return program.send(program.request(path).header("Authorization", authorization).GET());
  }

  @Test
  void isMadeOnAPageShownOnceAndStoredAsAHash() {
    Voter browser = arena.newVoter();
    browser.postForm("/login", Map.of("username", "ada", "password", PASSWORD));

    HttpResponse<String> made =
        browser.postForm(
            "/account/tokens", Map.of("name", "nightly", "scopes", "export:read", "days", "30"));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    Matcher found = SECRET.matcher(made.body());
    assertThat(found.find()).isTrue();
    String secret = found.group();
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(200);
    assertThat(get(EXPORT, "bearer " + secret).statusCode()).isEqualTo(200);
    String page = browser.get("/account/tokens", "text/html").body();
    assertThat(page).contains("nightly", secret.substring(0, 8)).doesNotContain(secret);
    String stored =
        arena
            .database()
            .sql("select id || account_id || name || token_hash || hint || scopes from api_token")
            .query(String.class)
            .single();
    assertThat(stored).contains(Tokens.hash(secret)).doesNotContain(secret.substring(9));
    assertThat(
            arena
                .database()
                .sql("select detail from audit_entry where action = 'token.created'")
                .query(String.class)
                .list()
                .toString())
        .contains("export:read")
        .doesNotContain(secret);
  }

  @Test
  void whatIsWrongWithTheFormIsSaidAndKept() {
    Voter browser = arena.newVoter();
    browser.postForm("/login", Map.of("username", "ada", "password", PASSWORD));

    HttpResponse<String> beyondHerRole =
        browser.postForm("/account/tokens", Map.of("name", "mine", "scopes", "admin"));
    HttpResponse<String> neverEnding =
        browser.postForm(
            "/account/tokens", Map.of("name", "mine", "scopes", "export:read", "days", "99999"));

    assertThat(beyondHerRole.statusCode()).isEqualTo(422);
    assertThat(beyondHerRole.body()).contains("value=\"mine\"").doesNotContain("tyd_");
    assertThat(neverEnding.statusCode()).isEqualTo(422);
    assertThat(neverEnding.body()).contains("value=\"99999\"").contains("1 to 3650");
    assertThat(arena.part(ApiTokens.class).of(ada)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tyd_", "tyd_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "sk-1", "a b"})
  void aWrongTokenIsRefusedAndNotLogged(String token, CapturedOutput output) {
    HttpResponse<String> refused = get(EXPORT, "Bearer " + token);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer")
        .contains("invalid_token");
    assertThat(refused.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(Voter.json(refused).get("detail").asString()).contains("revoked or expired");
    assertThat(output.getAll()).doesNotContain("tyd_AAAA");
  }

  @Test
  void isRefusedEverywhereAndNotOnlyWhereItIsNeeded() {
    assertThat(get("/", "Bearer tyd_nothing").statusCode()).isEqualTo(401);
  }

  @Test
  void endsAtOnceWhenItIsRevoked() {
    String secret = make(Set.of(Scope.EXPORT_READ));
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(200);
    String id = arena.part(ApiTokens.class).of(ada).getFirst().id();
    Voter browser = arena.newVoter();
    browser.postForm("/login", Map.of("username", "ada", "password", PASSWORD));

    assertThat(browser.postForm("/account/tokens/" + id + "/revoke", Map.of()).statusCode())
        .isEqualTo(303);

    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(401);
  }

  @Test
  void isRevokedByItsOwnerOrAnAdminAndByNobodyElse() {
    make(Set.of(Scope.EXPORT_READ));
    ApiTokens tokens = arena.part(ApiTokens.class);
    String id = tokens.of(ada).getFirst().id();
    AccountId ben =
        arena
            .part(Accounts.class)
            .create("ben " + Tokens.random().substring(0, 8), PASSWORD, Role.ADMIN)
            .id();
    SignedIn admin = new SignedIn(ben, "ben", "admin");

    assertThat(tokens.revokeOwn(admin, id)).isFalse();
    assertThat(tokens.of(ada)).hasSize(1);
    assertThat(tokens.revoke(admin, id)).isTrue();
    assertThat(tokens.of(ada)).isEmpty();
  }

  @Test
  void endsWithItsTime() {
    String secret = make(Set.of(Scope.EXPORT_READ));
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(200);
    arena
        .database()
        .sql("update api_token set expires_at = ?")
        .param(Time.forDatabase(new Time(java.time.Clock.systemUTC()).now()))
        .update();

    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(401);
  }

  @Test
  void neverDoesMoreThanItsAccountMayAtTheTime() {
    setRole("admin");
    String secret =
        arena
            .part(ApiTokens.class)
            .make(ada("admin"), "all", EnumSet.allOf(Scope.class), null)
            .secret();
    assertThat(get("/admin/audit", "Bearer " + secret).statusCode()).isNotIn(401, 403);
    setRole("researcher");
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = get("/admin/audit", "Bearer " + secret);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("insufficient_scope");
    setRole("annotator");
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(403);
  }

  @Test
  void doesNothingForADisabledAccount() {
    String secret = make(Set.of(Scope.EXPORT_READ));
    arena.database().sql("update account set disabled = true").update();
    try {
      assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(401);
    } finally {
      arena.database().sql("update account set disabled = false").update();
    }
    assertThat(get(EXPORT, "Bearer " + secret).statusCode()).isEqualTo(200);
  }

  @Test
  void countsAndNotTheCookieBesideIt() {
    Voter browser = arena.newVoter();
    browser.postForm("/login", Map.of("username", "ada", "password", PASSWORD));
    String secret = make(Set.of(Scope.EXPORT_READ));

    HttpResponse<String> page =
        browser.send(
            browser.request("/account/tokens").header("Authorization", "Bearer " + secret).GET());

    assertThat(page.statusCode()).isEqualTo(403);
  }

  @Test
  void remembersWhenItWasUsedToTheMinute() {
    String secret = make(Set.of(Scope.EXPORT_READ));
    ApiTokens tokens = arena.part(ApiTokens.class);
    assertThat(tokens.of(ada).getFirst().usedAt()).isNull();

    get(EXPORT, "Bearer " + secret);
    Instant first = Objects.requireNonNull(tokens.of(ada).getFirst().usedAt());
    get(EXPORT, "Bearer " + secret);

    assertThat(tokens.of(ada).getFirst().usedAt()).isEqualTo(first);
    arena
        .database()
        .sql("update api_token set used_at = ?")
        .param(Time.forDatabase(first.minus(Duration.ofMinutes(2))))
        .update();
    get(EXPORT, "Bearer " + secret);
    assertThat(tokens.of(ada).getFirst().usedAt()).isAfterOrEqualTo(first);
  }
}
