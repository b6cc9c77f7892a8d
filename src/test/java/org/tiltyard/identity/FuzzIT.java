package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.tiltyard.identity.AccessTable.Line;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every route that takes a body gets bodies that nobody means well with, as an admin, whom most is
 * open to. Whatever comes: the arena answers, never with a failure of its own, tells nothing of its
 * inside, and keeps its headers. {@code -Dtiltyard.fuzz.rounds} and {@code -Dtiltyard.fuzz.seed}
 * make it longer and other.
 */
class FuzzIT {

  private static final int ROUNDS = Integer.getInteger("tiltyard.fuzz.rounds", 2);
  private static final long SEED = Long.getLong("tiltyard.fuzz.seed", 20_261_126L);
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::([^}]+))?}");
  private static final Pattern INSIDE =
      Pattern.compile("Exception|org\\.springframework|\\tat |jdbc:|java\\.lang|SQLSTATE");
  private static final JsonMapper JSON = new JsonMapper();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Account admin;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), "a-key", "birch", "maple"),
            // What is typed in as an address is asked for nowhere.
            "--tiltyard.public=true",
            "--logging.level.org.tiltyard=error");
    admin = arena.part(Accounts.class).create("fuzzer", "correct horse battery", Role.ADMIN);
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  @Test
  void nothingThatIsSentBreaksTheArena() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    Set<String> sent = new LinkedHashSet<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (Line line : AccessTable.read()) {
      if (HttpMethod.GET.matches(line.method())) {
        continue;
      }
      sent.add(line.route());
      for (int round = 0; round < ROUNDS; round++) {
        for (boolean json : List.of(true, false)) {
          Fuzz fuzz = new Fuzz(SEED + 31L * round + line.route().hashCode() + (json ? 1 : 0));
          HttpResponse<String> response = send(request(line, json, fuzz));
          statuses.merge(response.statusCode(), 1, Integer::sum);
          String problem = problem(response);
          if (!problem.isEmpty()) {
            wrong.add(line.route() + (json ? " JSON" : " form") + " " + round + ": " + problem);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(sent).hasSizeGreaterThan(80);
    // It got further than the door.
    assertThat(statuses.keySet()).contains(200, 303, 404, 422);
    assertThat(arena.newVoter().get("/", "text/html").statusCode()).isEqualTo(200);
  }

  private static HttpRequest request(Line line, boolean json, Fuzz fuzz) {
    Voter voter = arena.newVoter();
    String path =
        VARIABLE
            .matcher(line.path())
            .replaceAll(found ->
                found.group(2) != null
                    ? found.group(2).split("\\|", -1)[0].replace("\\", "")
                    : fuzz.seldom()
                        ? URLEncoder.encode(
                            fuzz.field("x").replaceAll("[\\\\$]", ""), StandardCharsets.UTF_8)
                        : Identifier.random());
    String meant = json ? "application/json" : "application/x-www-form-urlencoded";
    String session = arena.part(Sessions.class).open(admin.id(), new Device(null, null));
    return voter
        .request(path.length() > 2000 ? path.substring(0, 2000) : path)
        .header("Accept", json ? "application/json" : "text/html")
        .header("Content-Type", fuzz.contentType(meant))
        .header("Cookie", SessionFilter.COOKIE + "=" + session)
        .method(
            line.method(),
            BodyPublishers.ofString(json ? fuzz.json(line.json()) : form(line, fuzz)))
        .build();
  }

  private static String form(Line line, Fuzz fuzz) {
    Map<String, String> fields = new LinkedHashMap<>();
    JSON.readTree(line.json())
        .properties()
        .forEach(field -> {
          if (!fuzz.seldom()) {
            fields.put(field.getKey(), fuzz.field(field.getValue().asString("")));
          }
        });
    for (String common : List.of("name", "id", "note", "prompt", "url", "key", "days", "role")) {
      if (fuzz.seldom()) {
        fields.put(common, fuzz.text());
      }
    }
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) ->
        body.append(URLEncoder.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
            .append('&'));
    if (fuzz.seldom()) {
      body.append("%zz=%&&==&%00=1");
    }
    return body.toString();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static String problem(HttpResponse<String> response) {
    if (response.statusCode() >= 500) {
      return "status " + response.statusCode();
    }
    if (INSIDE.matcher(response.body()).find()) {
      return "tells of its inside: " + response.body();
    }
    if (response.statusCode() == 400 && response.body().isEmpty()) {
      return ""; // A path that is refused at the door, without a word.
    }
    String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
    if (!policy.equals(ProtectiveHeaders.CONTENT_SECURITY_POLICY)) {
      return "no content security policy, status " + response.statusCode();
    }
    if (response.headers().allValues("Set-Cookie").stream().anyMatch(c -> c.startsWith("a="))) {
      return "a cookie that was sent in a field";
    }
    return "";
  }
}
