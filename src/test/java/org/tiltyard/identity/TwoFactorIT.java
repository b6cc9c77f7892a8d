package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tiltyard.shared.Vault;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** A second factor from setting it up to losing the phone; and the brake on guessing. */
@Tag("one-database")
class TwoFactorIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Pattern SECRET =
      Pattern.compile("<code class=\"secret\">([A-Z2-7 ]{39})</code>");
  private static final Pattern RECOVERY_CODE =
      Pattern.compile("<code>(\\w{4}-\\w{4}-\\w{4}-\\w{4})</code>");

  private TestArena arena;
  private Voter ada;

  @BeforeEach
  void open() {
    open("--tiltyard.accounts.failed-sign-ins=8");
  }

  private void open(String... settings) {
    arena =
        TestArena.withModels(
            List.of("--tiltyard.admin.username=ada", "--tiltyard.admin.password=" + PASSWORD),
            settings);
    ada = arena.newVoter();
  }

  @AfterEach
  void close() {
    arena.close();
  }

  private HttpResponse<String> password(Voter somebody) {
    return somebody.postForm(
        "/login", Map.of("username", "ada", "password", PASSWORD, "next", "/research"));
  }

  private static HttpResponse<String> code(Voter somebody, String code) {
    return somebody.postForm("/login/code", Map.of("code", code));
  }

  private static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static int status(Voter who, String path) {
    return who.get(path, "text/html").statusCode();
  }

  private static String secretOn(HttpResponse<String> page) {
    Matcher secret = SECRET.matcher(page.body());
    assertThat(secret.find()).as("a secret on %s", page.body()).isTrue();
    assertThat(page.body()).contains("<svg class=\"qr\"");
    return secret.group(1).replace(" ", "");
  }

  private static List<String> recoveryCodesOn(HttpResponse<String> page) {
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    List<String> codes =
        RECOVERY_CODE
            .matcher(page.body())
            .results()
            .map((MatchResult one) -> one.group(1))
            .toList();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    return codes;
  }

  private static String codeNow(String secret) {
    return Totp.code(secret, Totp.stepAt(Instant.now()));
  }

  /** As if the last code had been taken long ago: no test waits half a minute for the next. */
  private void forgetTheLastCode() {
    arena.database().sql("update two_factor set last_step = 0").update();
  }

  /** Sets it up; returns the secret, and leaves the recovery codes in {@link #recoveryCodes}. */
  private String enrol() {
    location(password(ada));
    assertThat(location(ada.postForm("/account/two-factor/begin", Map.of("present", PASSWORD))))
        .isEqualTo("/account/two-factor");
    String secret = secretOn(ada.get("/account/two-factor", "text/html"));
    recoveryCodes =
        recoveryCodesOn(
            ada.postForm("/account/two-factor/confirm", Map.of("code", codeNow(secret))));
    forgetTheLastCode();
    return secret;
  }

  private List<String> recoveryCodes = List.of();

  private List<String> audited() {
    return arena
        .database()
        .sql("select action from audit_entry order by at, id")
        .query((row, number) -> row.getString("action"))
        .list();
  }

  @Test
  void signingInTakesAPasswordAndACode() {
    Voter elsewhere = arena.newVoter();
    location(password(elsewhere));
    String secret = enrol();
    assertThat(status(ada, "/account")).as("goes on").isEqualTo(200);
    assertThat(status(elsewhere, "/account")).as("came in without").isEqualTo(303);

    Voter phone = arena.newVoter();
    assertThat(location(password(phone))).isEqualTo("/login/code");
    assertThat(status(phone, "/account")).as("not yet").isEqualTo(303);
    assertThat(code(phone, "000000").statusCode()).isEqualTo(422);
    String right = codeNow(secret);
    assertThat(location(code(phone, right.substring(0, 3) + " " + right.substring(3))))
        .isEqualTo("/research");
    assertThat(status(phone, "/account")).isEqualTo(200);

    Voter shoulderSurfer = arena.newVoter();
    password(shoulderSurfer);
    assertThat(code(shoulderSurfer, right).statusCode()).as("the same code").isEqualTo(422);
    assertThat(audited()).contains("account.two-factor-on");
  }

  @Test
  void withoutThePasswordACodeIsOfNoUse() {
    String secret = enrol();
    Voter stranger = arena.newVoter();

    assertThat(location(code(stranger, codeNow(secret)))).isEqualTo("/login");
    assertThat(status(stranger, "/account")).isEqualTo(303);
  }

  @Test
  void aRecoveryCodeLetsInOnce() {
    enrol();
    String recovery = recoveryCodes.getFirst();
    Voter withoutPhone = arena.newVoter();
    password(withoutPhone);

    assertThat(
            location(
                withoutPhone.postForm(
                    "/login/code",
                    Map.of("recovery", recovery.toUpperCase(Locale.ROOT).replace('-', ' ')))))
        .isEqualTo("/research");
    assertThat(withoutPhone.get("/account/two-factor", "text/html").body())
        .contains("You have 9 left.");
    Voter again = arena.newVoter();
    password(again);
    HttpResponse<String> spent = again.postForm("/login/code", Map.of("recovery", recovery));
    assertThat(spent.statusCode()).isEqualTo(422);
    assertThat(audited()).contains("account.recovery-code-used");
    List<String> renewed =
        recoveryCodesOn(
            withoutPhone.postForm("/account/two-factor/codes", Map.of("present", PASSWORD)));
    assertThat(renewed).doesNotContainAnyElementsOf(recoveryCodes);
    assertThat(
            again.postForm("/login/code", Map.of("recovery", recoveryCodes.getLast())).statusCode())
        .isEqualTo(422);
  }

  @Test
  void nothingThatIsStoredTellsTheSecretOrACode() {
    String secret = enrol();

    String sealed =
        arena
            .database()
            .sql("select secret from two_factor")
            .query((row, number) -> row.getString("secret"))
            .single();
    assertThat(sealed).doesNotContain(secret);
    String id =
        arena
            .database()
            .sql("select account_id from two_factor")
            .query((row, number) -> row.getString("account_id"))
            .single();
    assertThat(arena.part(Vault.class).open(sealed, "two-factor/" + id)).isEqualTo(secret);
    assertThat(
            arena
                .database()
                .sql("select code_hash from recovery_code")
                .query((row, number) -> row.getString("code_hash"))
                .list())
        .hasSize(10)
        .doesNotContainAnyElementsOf(recoveryCodes);
  }

  @Test
  void httpBasicIsRefusedAndSaysWhatToUse() {
    assertThat(basic(PASSWORD).statusCode()).isEqualTo(200);
    enrol();

    HttpResponse<String> refused = basic(PASSWORD);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Voter.json(refused).get("detail").asString()).contains("API token");
    assertThat(Voter.json(basic("not the password")).get("detail").asString())
        .as("only who knows the password learns of it")
        .doesNotContain("API token");
  }

  private HttpResponse<String> basic(String password) {
    Voter script = arena.newVoter();
    return script.send(
        script
            .request("/research/export?schema=arena-33k&format=jsonl")
            .header("Authorization", Voter.basic("ada", password))
            .GET());
  }

  @Test
  void anAdminTakesItOffWhoHasLostEverything() {
    enrol();
    String id =
        arena
            .database()
            .sql("select id from account")
            .query((row, number) -> row.getString("id"))
            .single();

    location(ada.postForm("/admin/people/" + id + "/two-factor/reset", Map.of()));

    assertThat(location(password(arena.newVoter()))).isEqualTo("/research");
    assertThat(audited()).contains("person.two-factor-reset");
  }

  @Test
  void canBeTurnedOffWithThePassword() {
    enrol();

    assertThat(ada.postForm("/account/two-factor/off", Map.of("present", "a guess")).statusCode())
        .isEqualTo(422);
    assertThat(location(ada.postForm("/account/two-factor/off", Map.of("present", PASSWORD))))
        .isEqualTo("/account?done=two-factor-off");

    assertThat(status(ada, "/account")).isEqualTo(200);
    assertThat(location(password(arena.newVoter()))).isEqualTo("/research");
  }

  @Test
  void whereItIsRequiredThereIsNoSessionWithout() {
    close();
    open("--tiltyard.accounts.require-two-factor=admins");

    assertThat(location(password(ada))).isEqualTo("/login/two-factor");
    assertThat(status(ada, "/account")).isEqualTo(303);
    assertThat(basic(PASSWORD).statusCode()).isEqualTo(401);
    HttpResponse<String> page = ada.get("/login/two-factor", "text/html");
    String secret = secretOn(page);
    HttpResponse<String> wrong = ada.postForm("/login/two-factor", Map.of("code", "123456"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(secretOn(wrong)).as("still the same").isEqualTo(secret);
    assertThat(status(ada, "/account")).isEqualTo(303);
    HttpResponse<String> done = ada.postForm("/login/two-factor", Map.of("code", codeNow(secret)));

    recoveryCodesOn(done);
    assertThat(done.body()).contains("href=\"/research\"");
    assertThat(status(ada, "/account")).isEqualTo(200);
    assertThat(location(ada.postForm("/account/two-factor/off", Map.of("present", PASSWORD))))
        .as("another phone has to be set up at once")
        .isEqualTo("/login/two-factor");
  }

  @Test
  void guessingPasswordsIsSlowedAlikeForEveryName() {
    for (String name : List.of("ada", "nobody")) {
      Voter guesser = arena.newVoter();
      for (int i = 0; i < 8; i++) {
        assertThat(guess(guesser, name, "guess number " + i).statusCode()).isEqualTo(422);
      }
      HttpResponse<String> ninth = guess(guesser, name, PASSWORD);
      assertThat(ninth.statusCode()).as("%s, whatever the password", name).isEqualTo(429);
      long seconds = Long.parseLong(ninth.headers().firstValue("Retry-After").orElseThrow());
      // An eighth of the quarter of an hour, rounded up.
      assertThat(seconds).isBetween(1L, 113L);
      assertThat(ninth.body()).contains("too many failed attempts");
    }
    assertThat(basic(PASSWORD).statusCode()).as("no way round it").isEqualTo(429);
  }

  private static HttpResponse<String> guess(Voter guesser, String name, String password) {
    return guesser.postForm("/login", Map.of("username", name, "password", password));
  }

  @Test
  void guessingManyNamesFromOneNetworkIsSlowed() {
    close();
    open("--tiltyard.proxies=127.0.0.0/8,::1", "--tiltyard.accounts.failed-sign-ins-by-network=5");
    for (int i = 0; i < 5; i++) {
      assertThat(guessFrom("name" + i, "203.0.113.9").statusCode()).isEqualTo(422);
    }

    HttpResponse<String> sixth = guessFrom("ada", "203.0.113.9");
    assertThat(sixth.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(sixth.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1L, 15L * 60 / 5);
    assertThat(guessFrom("name6", "198.51.100.1, 203.0.113.9").statusCode())
        .as("what the client wrote into the header itself")
        .isEqualTo(429);
    assertThat(guessFrom("name7", "198.51.100.1").statusCode()).as("elsewhere").isEqualTo(422);
  }

  @Test
  void aHeaderThatNoProxyWroteNeitherCountsNorHelps() {
    close();
    open("--tiltyard.accounts.failed-sign-ins-by-network=3");
    for (int i = 0; i < 6; i++) {
      assertThat(guessFrom("name" + i, "203.0.113.9").statusCode()).isEqualTo(422);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(guessFrom("ada", "203.0.113." + i).statusCode()).isEqualTo(422);
    }
    assertThat(guessFrom("ada", "203.0.113.77").statusCode()).isEqualTo(429);
  }

  private HttpResponse<String> guessFrom(String name, String forwardedFor) {
    Voter guesser = arena.newVoter();
    return guesser.send(
        guesser
            .request("/login")
            .header("X-Forwarded-For", forwardedFor)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString("username=" + name + "&password=not+the+password")));
  }

  @Test
  void guessingCodesIsSlowed() {
    String secret = enrol();
    Voter guesser = arena.newVoter();
    password(guesser);
    for (int i = 0; i < 8; i++) {
      assertThat(code(guesser, "00000" + i).statusCode()).isEqualTo(422);
    }

    assertThat(code(guesser, codeNow(secret)).statusCode()).isEqualTo(429);
    assertThat(
            guesser
                .postForm("/login/code", Map.of("recovery", recoveryCodes.getFirst()))
                .statusCode())
        .isEqualTo(429);
  }

  @Test
  void aRightPasswordClearsTheCount() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        assertThat(guess(ada, "ada", "guess number " + i).statusCode()).isEqualTo(422);
      }
      assertThat(location(password(ada))).isEqualTo("/research");
    }
  }
}
