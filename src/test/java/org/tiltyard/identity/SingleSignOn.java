package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestIssuer;
import org.tiltyard.testing.Voter;

/** What stories of single sign-on have in common: an arena, the way to the issuer and back. */
final class SingleSignOn {

  private static final HttpClient browser = HttpClient.newHttpClient();

  private SingleSignOn() {}

  static TestArena arena(TestIssuer issuer, String... more) {
    return arena(issuer.url(), more);
  }

  static TestArena arena(String issuer, String... more) {
    List<String> settings = new ArrayList<>();
    settings.add("--tiltyard.oidc.issuer=" + issuer);
    settings.add("--tiltyard.oidc.client-id=" + TestIssuer.CLIENT);
    settings.add("--tiltyard.oidc.client-secret=" + TestIssuer.SECRET);
    settings.add("--tiltyard.oidc.name=Example");
    settings.add("--tiltyard.oidc.roles.admin=arena-admins,platform");
    settings.add("--tiltyard.oidc.roles.researcher=lab");
    settings.add("--tiltyard.oidc.roles.annotator=/arena/judges");
    settings.addAll(List.of(more));
    return TestArena.start(settings.toArray(String[]::new));
  }

  static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("none: " + response.body());
  }

  /** Presses the button; returns where the issuer sends the browser back to. */
  static String goAndComeBack(Voter who, String next) {
    HttpResponse<String> out = who.get("/login/oidc?next=" + next, "text/html");
    assertThat(out.statusCode()).as(out.body()).isEqualTo(303);
    URI there = URI.create(location(out));
    try {
      String back =
          location(browser.send(HttpRequest.newBuilder(there).build(), BodyHandlers.discarding()));
      URI uri = URI.create(back);
      return uri.getRawPath() + "?" + uri.getRawQuery();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpResponse<String> signIn(Voter who) {
    return who.get(goAndComeBack(who, "/account"), "text/html");
  }

  static void assertIn(Voter who, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(location(answer)).isEqualTo("/account");
    assertThat(isIn(who)).isTrue();
  }

  static boolean isIn(Voter who) {
    return who.get("/account", "text/html").statusCode() == 200;
  }

  static void assertRefused(Voter who, HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("id=\"issuer-problem\"").contains(words);
    assertThat(isIn(who)).isFalse();
  }

  static String role(TestArena arena, String username) {
    return arena
        .database()
        .sql("select role from account where username = ?")
        .param(username)
        .query((row, number) -> row.getString("role"))
        .optional()
        .orElse("no account");
  }

  static UnaryOperator<Map<String, Object>> with(String claim, Object value) {
    return claims -> {
      Map<String, Object> changed = new HashMap<>(claims);
      changed.put(claim, value);
      return changed;
    };
  }
}
