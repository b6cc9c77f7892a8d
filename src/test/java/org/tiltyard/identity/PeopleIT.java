package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/** How people get an account, what an admin can do with it, and what they can do themselves. */
class PeopleIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "a lance of seasoned ash";
  private static final Pattern LINK =
      Pattern.compile("http://localhost:\\d+(/(?:invitation|password)/[A-Za-z0-9_-]{43})");

  private static TestArena arena;

  private Voter ada;

  @BeforeAll
  static void open() {
    arena =
        TestArena.start(
            "--tiltyard.admin.username=ada",
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.accounts.failed-sign-ins=1000");
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @BeforeEach
  void signIn() {
    ada = signedIn("ada", PASSWORD);
  }

  private static Voter signedIn(String username, String password) {
    Voter somebody = arena.newVoter();
    assertThat(signIn(somebody, username, password).statusCode()).isEqualTo(303);
    return somebody;
  }

  private static HttpResponse<String> signIn(Voter somebody, String username, String password) {
    return somebody.postForm("/login", Map.of("username", username, "password", password));
  }

  private String invite(String role) {
    HttpResponse<String> page =
        ada.postForm("/admin/people/invitations", Map.of("role", role, "note", "For a test"));
    assertThat(page.statusCode()).isEqualTo(201);
    return linkOn(page);
  }

  private static String linkOn(HttpResponse<String> page) {
    Matcher link = LINK.matcher(page.body());
    assertThat(link.find()).as("a link on %s", page.body()).isTrue();
    return link.group(1);
  }

  /** Somebody with an account, signed in, who came by an invitation. */
  private Voter join(String username, String role) {
    Voter somebody = arena.newVoter();
    HttpResponse<String> accepted =
        somebody.postForm(invite(role), Map.of("username", username, "password", PASSWORD));
    assertThat(accepted.statusCode()).isEqualTo(303);
    return somebody;
  }

  private static String idOf(String username) {
    return arena
        .database()
        .sql("select id from account where username = ?")
        .param(username)
        .query(String.class)
        .single();
  }

  private static String pathOf(String username) {
    return "/admin/people/" + idOf(username);
  }

  private static int status(Voter who, String path) {
    return who.get(path, "text/html").statusCode();
  }

  private static List<@Nullable String> audited(String subject) {
    return arena
        .database()
        .sql("select action from audit_entry where subject_name = ? order by at, id")
        .param(subject)
        .query(String.class)
        .list();
  }

  @Nested
  class Invitation {

    @Test
    void makesOneAccountWithItsRole() {
      String link = invite("researcher");
      Voter grace = arena.newVoter();

      assertThat(grace.get(link, "text/html").body()).contains("ada").contains("Researcher");
      HttpResponse<String> joined =
          grace.postForm(link, Map.of("username", "grace", "password", PASSWORD));

      assertThat(joined.statusCode()).isEqualTo(303);
      assertThat(status(grace, "/research")).isEqualTo(200);
      assertThat(status(grace, "/admin/people")).isEqualTo(403);
      assertThat(audited("grace")).containsExactly("person.joined");
      Voter second = arena.newVoter();
      assertThat(second.get(link, "text/html").statusCode()).isEqualTo(404);
      assertThat(
              second.postForm(link, Map.of("username", "mary", "password", PASSWORD)).statusCode())
          .isEqualTo(404);
    }

    @Test
    void isTakenOnceWhenTwoTakeItAtTheSameTime() throws Exception {
      String link = invite("annotator");

      List<Integer> answers =
          atOnce(
              () -> accept(link, "first to come"),
              () -> accept(link, "second to come"),
              () -> accept(link, "third to come"));

      assertThat(answers).containsOnlyOnce(303).allMatch(status -> status == 303 || status == 404);
    }

    private int accept(String link, String username) {
      return arena
          .newVoter()
          .postForm(link, Map.of("username", username, "password", PASSWORD))
          .statusCode();
    }

    @Test
    void staysGoodWhenTheFormIsRefused() {
      String link = invite("annotator");
      Voter somebody = arena.newVoter();

      HttpResponse<String> taken =
          somebody.postForm(link, Map.of("username", "ADA", "password", PASSWORD));
      assertThat(taken.statusCode()).isEqualTo(422);
      assertThat(taken.body()).contains("The user name ADA is taken.");
      HttpResponse<String> brief =
          somebody.postForm(link, Map.of("username", "lovelace", "password", "eleven char"));
      assertThat(brief.statusCode()).isEqualTo(422);
      assertThat(brief.body()).contains("at least 12").contains("value=\"lovelace\"");
      String longest = "ö".repeat(200);
      assertThat(
              somebody
                  .postForm(link, Map.of("username", "lovelace", "password", longest + "!"))
                  .statusCode())
          .isEqualTo(422);
      assertThat(
              somebody
                  .postForm(link, Map.of("username", "lovelace", "password", longest))
                  .statusCode())
          .isEqualTo(303);
      signedIn("lovelace", longest);
    }

    @Test
    void canBeRevoked() {
      String link = invite("admin");
      String id =
          arena
              .database()
              .sql("select id from invitation order by created_at desc limit 1")
              .query(String.class)
              .single();
      assertThat(ada.get("/admin/people", "text/html").body()).contains("For a test");

      assertThat(ada.postForm("/admin/people/invitations/" + id + "/revoke", Map.of()).statusCode())
          .isEqualTo(303);

      assertThat(status(arena.newVoter(), link)).isEqualTo(404);
      assertThat(audited("For a test")).contains("person.invited", "person.invitation-revoked");
    }

    @Test
    void expires() {
      String link = invite("admin");
      arena.database().sql("update invitation set expires_at = created_at").update();

      assertThat(status(arena.newVoter(), link)).isEqualTo(404);
      assertThat(
              arena
                  .newVoter()
                  .postForm(link, Map.of("username", "late", "password", PASSWORD))
                  .statusCode())
          .isEqualTo(404);
    }

    @Test
    void isKeptOnlyAsAHash() {
      String token = invite("admin").replaceAll(".*/", "");

      assertThat(
              arena.database().sql("select token_hash from invitation").query(String.class).list())
          .contains(Tokens.hash(token))
          .doesNotContain(token);
      assertThat(arena.database().sql("select detail from audit_entry").query(String.class).list())
          .noneMatch(detail -> detail.contains(token));
    }

    @Test
    void endsWithTheInvitersRights() {
      Voter eve = join("eve", "admin");
      HttpResponse<String> page =
          eve.postForm("/admin/people/invitations", Map.of("role", "admin", "note", "A back door"));
      String link = linkOn(page);

      ada.postForm(pathOf("eve") + "/role", Map.of("role", "annotator"));

      assertThat(status(arena.newVoter(), link)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "", "ADMIN; drop table account"})
    void knowsItsRoles(String role) {
      assertThat(ada.postForm("/admin/people/invitations", Map.of("role", role)).statusCode())
          .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "366", "-1", "soon", "99999999999999999999"})
    void keepsTheFormWhenTheDaysAreWrong(String days) {
      HttpResponse<String> page =
          ada.postForm(
              "/admin/people/invitations",
              Map.of("role", "annotator", "note", "Kept", "days", days));

      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body()).contains("value=\"Kept\"").contains("between 1 and 365");
    }
  }

  @Nested
  class AnAdmin {

    @Test
    void shutsSomebodyOutAtOnceAndLetsThemInAgain() {
      Voter mallory = join("mallory", "researcher");
      assertThat(status(mallory, "/research")).isEqualTo(200);

      assertThat(ada.postForm(pathOf("mallory") + "/disable", Map.of()).statusCode())
          .isEqualTo(303);

      assertThat(status(mallory, "/research")).isEqualTo(303);
      assertThat(signIn(mallory, "mallory", PASSWORD).statusCode()).isEqualTo(422);
      ada.postForm(pathOf("mallory") + "/enable", Map.of());
      assertThat(status(mallory, "/research")).isEqualTo(303);
      assertThat(signIn(mallory, "mallory", PASSWORD).statusCode()).isEqualTo(303);
      assertThat(audited("mallory"))
          .containsExactly("person.joined", "person.disabled", "person.enabled");
    }

    @Test
    void changesARoleAndItHoldsAtOnce() {
      Voter joan = join("joan", "researcher");

      ada.postForm(pathOf("joan") + "/role", Map.of("role", "admin"));

      assertThat(status(joan, "/research")).as("has to sign in again").isEqualTo(303);
      Voter again = signedIn("joan", PASSWORD);
      assertThat(status(again, "/admin/people")).isEqualTo(200);
      ada.postForm(pathOf("joan") + "/role", Map.of("role", "annotator"));
      assertThat(status(again, "/admin/people")).isEqualTo(303);
      assertThat(audited("joan"))
          .containsExactly("person.joined", "person.role-changed", "person.role-changed");
    }

    @Test
    void deletesAnAccountAndItsPastStays() {
      Voter kate = join("kate", "researcher");
      String path = pathOf("kate");

      assertThat(ada.postForm(path + "/delete", Map.of()).statusCode()).isEqualTo(303);

      assertThat(status(kate, "/research")).isEqualTo(303);
      assertThat(signIn(kate, "kate", PASSWORD).statusCode()).isEqualTo(422);
      assertThat(status(ada, path)).isEqualTo(404);
      assertThat(audited("kate")).containsExactly("person.joined", "person.deleted");
    }

    @Test
    void endsSessionsOneOrAll() {
      Voter phone = join("lise", "researcher");
      Voter desk = signedIn("lise", PASSWORD);
      Voter library = signedIn("lise", PASSWORD);
      String first =
          arena
              .database()
              .sql("select id from account_session where account_id = ? order by created_at")
              .param(idOf("lise"))
              .query(String.class)
              .list()
              .getFirst();

      ada.postForm(pathOf("lise") + "/sessions/" + first + "/end", Map.of());
      assertThat(status(phone, "/research")).isEqualTo(303);
      assertThat(status(desk, "/research")).isEqualTo(200);
      ada.postForm(pathOf("lise") + "/sessions/end", Map.of());
      assertThat(status(desk, "/research")).isEqualTo(303);
      assertThat(status(library, "/research")).isEqualTo(303);
    }

    @Test
    void givesALinkForANewPassword() {
      Voter emmy = join("emmy", "researcher");
      HttpResponse<String> first = ada.postForm(pathOf("emmy") + "/password-link", Map.of());
      String older = linkOn(first);
      String link = linkOn(ada.postForm(pathOf("emmy") + "/password-link", Map.of()));
      Voter owner = arena.newVoter();

      assertThat(status(owner, older)).as("only the last link works").isEqualTo(404);
      assertThat(status(emmy, "/research")).as("until it is used").isEqualTo(200);
      assertThat(owner.postForm(link, Map.of("password", "short")).statusCode()).isEqualTo(422);
      HttpResponse<String> chosen = owner.postForm(link, Map.of("password", OTHER));

      assertThat(chosen.statusCode()).isEqualTo(303);
      assertThat(status(emmy, "/research")).isEqualTo(303);
      assertThat(signIn(owner, "emmy", PASSWORD).statusCode()).isEqualTo(422);
      assertThat(signIn(owner, "emmy", OTHER).statusCode()).isEqualTo(303);
      assertThat(owner.postForm(link, Map.of("password", PASSWORD)).statusCode()).isEqualTo(404);
      assertThat(audited("emmy"))
          .containsExactly(
              "person.joined",
              "person.password-link-made",
              "person.password-link-made",
              "account.password-reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/disable", "/delete", "/role"})
    void canNotGoAsTheLast(String deed) {
      HttpResponse<String> page = ada.postForm(pathOf("ada") + deed, Map.of("role", "researcher"));

      assertThat(page.statusCode()).isEqualTo(409);
      assertThat(page.body()).contains("ada is the only active admin");
      assertThat(status(ada, "/admin/people")).isEqualTo(200);
    }

    @Test
    void isLeftWhenTwoRemoveEachOther() throws Exception {
      List<String> deeds = List.of("/disable", "/delete", "/role");
      for (int round = 0; round < 6; round++) {
        String one = "one-" + round;
        String two = "two-" + round;
        Voter first = join(one, "admin");
        Voter second = join(two, "admin");
        ada.postForm(pathOf("ada") + "/role", Map.of("role", "researcher"));
        String deed = deeds.get(round % deeds.size());
        String pathOfFirst = pathOf(one);
        String pathOfSecond = pathOf(two);

        List<Integer> answers =
            atOnce(
                () -> remove(first, pathOfSecond + deed), () -> remove(second, pathOfFirst + deed));

        assertThat(answers).as("%s in round %d", deed, round).containsOnlyOnce(200);
        assertThat(activeAdmins()).as("after %s in round %d", deed, round).hasSize(1);
        restoreAda(Objects.requireNonNull(activeAdmins().getFirst()));
      }
    }

    /** 200 when it was done; whoever was removed first is no longer let in, or is the last. */
    private int remove(Voter who, String path) {
      int status = who.postForm(path, Map.of("role", "annotator")).statusCode();
      return status == 303 || status == 200 ? 200 : status;
    }

    private List<@Nullable String> activeAdmins() {
      return arena
          .database()
          .sql("select username from account where role = 'admin' and not disabled")
          .query(String.class)
          .list();
    }

    private void restoreAda(String admin) {
      Voter left = signedIn(admin, PASSWORD);
      left.postForm(pathOf("ada") + "/role", Map.of("role", "admin"));
      ada = signedIn("ada", PASSWORD);
      assertThat(ada.postForm(pathOf(admin) + "/delete", Map.of()).statusCode()).isEqualTo(303);
    }
  }

  @Nested
  class OnesOwnAccount {

    @Test
    void changesItsPasswordAndLeavesEverywhereElse() {
      Voter here = join("rosalind", "researcher");
      Voter elsewhere = signedIn("rosalind", PASSWORD);

      HttpResponse<String> wrong =
          here.postForm("/account/password", Map.of("present", "not this one", "password", OTHER));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("not your present password").doesNotContain(OTHER);
      assertThat(status(elsewhere, "/account")).isEqualTo(200);
      HttpResponse<String> right =
          here.postForm("/account/password", Map.of("present", PASSWORD, "password", OTHER));

      assertThat(right.statusCode()).isEqualTo(303);
      assertThat(status(here, "/account")).isEqualTo(200);
      assertThat(status(elsewhere, "/account")).isEqualTo(303);
      signedIn("rosalind", OTHER);
      assertThat(audited("rosalind")).containsExactly("person.joined", "account.password-changed");
    }

    @Test
    void endsItsOtherSessions() {
      Voter here = join("hedy", "annotator");
      Voter elsewhere = signedIn("hedy", PASSWORD);

      assertThat(here.get("/account", "text/html").body()).containsOnlyOnce("this one");
      here.postForm("/account/sessions/end-others", Map.of());

      assertThat(status(here, "/account")).isEqualTo(200);
      assertThat(status(elsewhere, "/account")).isEqualTo(303);
    }

    @Test
    void canNotEndAnybodyElses() {
      Voter here = join("vera", "annotator");
      String adas =
          arena
              .database()
              .sql("select id from account_session where account_id = ?")
              .param(idOf("ada"))
              .query(String.class)
              .list()
              .getFirst();

      here.postForm("/account/sessions/" + adas + "/end", Map.of());

      assertThat(
              arena
                  .database()
                  .sql("select count(*) from account_session where id = ?")
                  .param(adas)
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    }

    @Test
    void getsANewTokenWithEverySignIn() {
      Voter here = join("barbara", "annotator");
      long before = sessionsOf("barbara");

      signIn(here, "barbara", PASSWORD);

      assertThat(sessionsOf("barbara")).as("the old one has ended").isEqualTo(before);
      assertThat(status(here, "/account")).isEqualTo(200);
    }

    private long sessionsOf(String username) {
      return arena
          .database()
          .sql("select count(*) from account_session where account_id = ?")
          .param(idOf(username))
          .query(Long.class)
          .single();
    }

    @Test
    void keepsAHashOfEarlierVersionsAndRenewsIt() {
      join("radia", "annotator");
      String bcrypt = new BCryptPasswordEncoder(4).encode(OTHER);
      arena
          .database()
          .sql("update account set password_hash = ? where username = 'radia'")
          .param(bcrypt)
          .update();
      assertThat(signIn(arena.newVoter(), "radia", PASSWORD).statusCode()).isEqualTo(422);

      signedIn("radia", OTHER);

      assertThat(
              arena
                  .database()
                  .sql("select password_hash from account where username = 'radia'")
                  .query(String.class)
                  .single())
          .startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
      signedIn("radia", OTHER);
    }
  }

  @SafeVarargs
  private static List<Integer> atOnce(Callable<Integer>... calls) throws Exception {
    List<Integer> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> result : threads.invokeAll(List.of(calls))) {
        results.add(result.get());
      }
    }
    return results;
  }
}
