package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * Every route that can be read answers without a failure, carries the headers, and every page keeps
 * to the policy in them.
 */
class HeadersIT {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", ProtectiveHeaders.CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "X-XSS-Protection", "0",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::([^}]+))?}");

  /** An export that has been made: whoever asks how another gets on waits for it to begin. */
  private static final String EXPORT = Identifier.random();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestArena arena;
  private static String session;

  @BeforeAll
  static void open() {
    arena = TestArena.start();
    Account admin =
        arena.part(Accounts.class).create("reader", "correct horse battery", Role.ADMIN);
    session = arena.part(Sessions.class).open(admin.id(), new Device(null, null));
    Voter researcher = arena.newVoter();
    HttpRequest.Builder export = researcher.request("/research/export?progress=" + EXPORT);
    assertThat(researcher.send(signedIn(export)).statusCode()).isEqualTo(200);
  }

  private static HttpRequest.Builder signedIn(HttpRequest.Builder request) {
    return request.header("Cookie", SessionFilter.COOKIE + "=" + session);
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @Test
  void everyRouteCarriesThemAndEveryPageKeepsToThem() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    int pages = 0;
    for (AccessTable.Line line : AccessTable.read()) {
      if (!line.method().equals("GET")) {
        continue;
      }
      String path =
          VARIABLE
              .matcher(line.path())
              .replaceAll(found ->
                  found.group(2) != null
                      ? found.group(2).split("\\|", -1)[0].replace("\\", "")
                      : line.path().startsWith("/research/exports/")
                          ? EXPORT
                          : Identifier.random());
      HttpRequest.Builder request =
          signedIn(arena.newVoter().request(path)).header("Accept", "text/html, */*;q=0.5");
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() >= 500) {
        wrong.add(path + ": status " + response.statusCode());
      }
      HEADERS.forEach((name, value) -> {
        String found = response.headers().firstValue(name).orElse("");
        if (!found.equals(value)) {
          wrong.add(path + " " + response.statusCode() + ": " + name + ": " + found);
        }
      });
      try (InputStream body = response.body()) {
        if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
          pages++;
          offences(Jsoup.parse(body, "UTF-8", "")).forEach(one -> wrong.add(path + ": " + one));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(pages).isGreaterThan(50);
  }

  /** What the policy would stop: a page that has it works only by luck. */
  private static List<String> offences(Document page) {
    List<String> offences = new ArrayList<>();
    for (Element element : page.getAllElements()) {
      if (element.normalName().equals("script") && !element.hasAttr("src")) {
        String type = element.attr("type");
        if (!type.equals("application/json") && !type.equals("importmap")) {
          offences.add("an inline script");
        }
      }
      if (element.normalName().equals("style")) {
        offences.add("an inline style sheet");
      }
      element
          .attributes()
          .forEach(attribute -> {
            if (attribute.getKey().startsWith("on") || attribute.getKey().equals("style")) {
              offences.add(element.normalName() + " with " + attribute.getKey());
            }
          });
      for (String name : List.of("src", "action")) {
        if (element.attr(name).matches("(?i)(https?:)?//.*")) {
          offences.add(element.normalName() + " from elsewhere: " + element.attr(name));
        }
      }
      if (element.normalName().equals("link")
          && !element.attr("rel").matches("canonical|alternate")
          && element.attr("href").matches("(?i)(https?:)?//.*")) {
        offences.add("a link from elsewhere: " + element.attr("href"));
      }
    }
    return offences;
  }
}
