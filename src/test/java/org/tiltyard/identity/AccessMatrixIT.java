package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.tiltyard.identity.AccessTable.Line;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.shared.Identifier;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;

/**
 * Every route as everyone, by real requests, against one table: {@code access/routes.txt}. A route
 * that is not in the table fails, and so does a line without a route. Who may open what is the same
 * on any database.
 */
@Tag("one-database")
class AccessMatrixIT {

  private static final String PASSWORD = "correct horse battery";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::([^}]+))?}");
  private static final List<String> PEOPLE =
      List.of("anonymous", "owner", "other", "annotator", "researcher", "admin", "revoked");

  /** An export that has been made, so that its progress can be asked for. */
  private static final String EXPORT = Identifier.random();

  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Map<String, AccountId> accounts;

  /** A token of the admin for each scope, and one for all of them that has been revoked. */
  private static Map<String, String> tokens;

  private static String revoked;

  /** What each route takes: one method of a controller, or several for different contents. */
  private static Map<String, List<RequestMappingInfo>> routes;

  @BeforeAll
  static void open() {
    server = ScriptedModelServer.start();
    server.model("id-birch", Script.answer("Yes"));
    server.model("id-maple", Script.answer("No"));
    arena = TestArena.withModels(TestArena.models(server.baseUrl(), "a-key", "birch", "maple"));
    accounts = new TreeMap<>();
    for (Role role : Role.values()) {
      Account account = arena.part(Accounts.class).create(role.word(), PASSWORD, role);
      accounts.put(role.word(), account.id());
    }
    tokens = makeTokens();
    revoked = makeRevokedToken();
    export();
    routes = routes();
  }

  private static Map<String, String> makeTokens() {
    Map<String, String> made = new TreeMap<>();
    for (Scope scope : Scope.values()) {
      made.put(scope.word(), makeToken(Set.of(scope)).secret());
    }
    return made;
  }

  private static String makeRevokedToken() {
    ApiTokens.Made spent = makeToken(EnumSet.allOf(Scope.class));
    assertThat(arena.part(ApiTokens.class).revoke(admin(), spent.token().id())).isTrue();
    return spent.secret();
  }

  private static ApiTokens.Made makeToken(Set<Scope> scopes) {
    return arena.part(ApiTokens.class).make(admin(), "a program", scopes, null);
  }

  private static SignedIn admin() {
    return new SignedIn(Objects.requireNonNull(accounts.get("admin")), "admin", Role.ADMIN.word());
  }

  private static void export() {
    Voter researcher = arena.newVoter();
    String session = signIn("researcher");
    HttpRequest.Builder request =
        researcher
            .request("/research/export?progress=" + EXPORT)
            .header("Cookie", SessionFilter.COOKIE + "=" + session);
    assertThat(researcher.send(request).statusCode()).isEqualTo(200);
  }

  private static String signIn(String role) {
    return arena
        .part(Sessions.class)
        .open(Objects.requireNonNull(accounts.get(role)), new Device(null, null));
  }

  private static Map<String, List<RequestMappingInfo>> routes() {
    Map<String, List<RequestMappingInfo>> found = new TreeMap<>();
    for (RequestMappingInfo info :
        arena.part(RequestMappingHandlerMapping.class).getHandlerMethods().keySet()) {
      assertThat(info.getMethodsCondition().getMethods()).as("methods of " + info).isNotEmpty();
      for (RequestMethod method : info.getMethodsCondition().getMethods()) {
        info.getPatternsCondition()
            .getPatterns()
            .forEach(path ->
                found
                    .computeIfAbsent(
                        method + " " + path.getPatternString(), route -> new ArrayList<>())
                    .add(info));
      }
    }
    return found;
  }

  @AfterAll
  static void close() throws IOException {
    arena.close();
    server.close();
  }

  static List<Line> table() {
    return AccessTable.read();
  }

  @Test
  void everyRouteIsInTheTableAndEveryLineIsARoute() {
    List<String> lines = table().stream().map(Line::route).toList();

    assertThat(lines).containsExactlyInAnyOrderElementsOf(routes.keySet());
    assertThat(functionalRoutes())
        .as("routes that are no methods of controllers, which the table can't name")
        .isEmpty();
  }

  private static List<Object> functionalRoutes() {
    return Objects.requireNonNull(
            arena.part(RequestMappingHandlerMapping.class).getApplicationContext())
        .getBeanProvider(RouterFunctionMapping.class)
        .stream()
        .map(mapping -> (Object) mapping.getRouterFunction())
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void theTableIsInOrder() {
    assertThat(table()).isSortedAccordingTo(AccessTable.ORDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void letsInWhomTheTableSays(Line line) {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (RequestMappingInfo variant : routes.getOrDefault(line.route(), List.of())) {
      Visit visit = new Visit(line, variant);
      for (String person : PEOPLE) {
        HttpResponse<?> response = visit.as(person);
        expected.add(visit.outcome(person, line.letsIn(person)));
        found.add(visit.outcome(person, isIn(response, line)));
      }
      for (Scope scope : Scope.values()) {
        String token = "token for " + scope.word();
        expected.add(visit.outcome(token, line.letsTokenIn(scope.word())));
        found.add(visit.outcome(token, isIn(visit.with(tokens.get(scope.word())), line)));
      }
      expected.add(visit.outcome("revoked token", false));
      found.add(visit.outcome("revoked token", isIn(visit.with(revoked), line)));
    }
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  private static boolean isIn(HttpResponse<?> response, Line line) {
    int status = response.statusCode();
    boolean toSignIn =
        response
            .headers()
            .firstValue("Location")
            .filter(path -> path.startsWith("/login?next"))
            .isPresent();
    return status != 401 && status != 403 && !toSignIn && !(status == 404 && line.hasOwner());
  }

  /** Requests to one route in one of the forms it takes, about things that are there. */
  private static final class Visit {

    private final Line line;
    private final MediaType sends;
    private final MediaType accepts;
    private final Voter owner = arena.newVoter();
    private final Voter other = arena.newVoter();
    private final String path;

    Visit(Line line, RequestMappingInfo variant) {
      this.line = line;
      this.sends =
          first(variant.getConsumesCondition().getConsumableMediaTypes().stream().toList());
      this.accepts =
          first(variant.getProducesCondition().getProducibleMediaTypes().stream().toList());
      String battle = owner.startAndWait("Mine");
      other.startAndWait("I have a cookie of my own");
      this.path = VARIABLE.matcher(line.path()).replaceAll(found -> value(found, battle));
    }

    private static MediaType first(List<MediaType> types) {
      return types.isEmpty() ? MediaType.ALL : types.getFirst();
    }

    /** What stands for a variable: a real battle, the first of what a pattern allows, or an id. */
    private String value(MatchResult variable, String battle) {
      if (variable.group(2) != null) {
        return variable.group(2).split("\\|")[0].replace("\\", "");
      }
      return switch (line.path().split("/")[1]) {
        case "battles" -> battle;
        case "research" -> EXPORT;
        default -> Identifier.random();
      };
    }

    HttpResponse<?> as(String person) {
      return switch (person) {
        case "owner" -> owner.open(request(owner));
        case "other" -> other.open(request(other));
        case "anonymous" -> send("");
        case "revoked" -> {
          String token = signIn("admin");
          arena.part(Sessions.class).close(token);
          yield send(token);
        }
        default -> send(signIn(person));
      };
    }

    private HttpResponse<?> send(String session) {
      Voter nobody = arena.newVoter();
      HttpRequest.Builder request = request(nobody);
      return nobody.open(
          session.isEmpty()
              ? request
              : request.header("Cookie", SessionFilter.COOKIE + "=" + session));
    }

    /** A program's request, with a token of an admin. */
    HttpResponse<?> with(@Nullable String token) {
      Voter program = arena.newVoter();
      return program.open(request(program).header("Authorization", "Bearer " + token));
    }

    private HttpRequest.Builder request(Voter sender) {
      HttpRequest.Builder request = sender.request(path).header("Accept", accepts.toString());
      if (line.method().equals("GET")) {
        return request.GET();
      }
      boolean json = sends.isCompatibleWith(MediaType.APPLICATION_JSON) && !sends.isWildcardType();
      return request
          .header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded")
          .method(line.method(), BodyPublishers.ofString(json ? line.json() : line.form()));
    }

    String outcome(String person, boolean in) {
      return "%s, sending %s for %s: %s".formatted(person, sends, accepts, in ? "in" : "out");
    }
  }
}
