package org.tiltyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.tiltyard.provider.Script;
import org.tiltyard.provider.ScriptedModelServer;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.TestDatabase;
import org.tiltyard.testing.Voter;

/**
 * Keys from the configuration and from the browser, at a server that repeats them in every failure,
 * are searched for in everything that the arena shows, logs and stores.
 */
class KeySecrecyIT {

  private static final String PASSWORD = "correct horse battery";
  private static final String CONFIGURED = "zk-Configured/Quagga+4711.Kudu";
  private static final String TYPED = "zk-Typed/Okapi+0815.Zebra";
  private static final String REPLACED = "zk-Replaced/Eland+2342.Gnu";
  private static final String HEADER = "zk-Header/Dugong+1337.Numbat";
  private static final List<String> KEYS = List.of(CONFIGURED, TYPED, REPLACED, HEADER);
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#]*)\"");
  private static final int MOST_PAGES = 400;

  private static final Log log = new Log();
  private static ScriptedModelServer server;
  private static TestArena arena;
  private static Voter admin;

  @SuppressWarnings("NullAway.Init") // by open, before all tests
  private static String endpoint;

  @BeforeAll
  static void makeKeysAndFailures() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.setContext(root.getLoggerContext());
    log.start();
    server = ScriptedModelServer.start();
    Script echo = Script.status(401, "{\"error\":{\"message\":\"" + said(CONFIGURED) + "\"}}");
    Script inside = Script.stream().raw("data: {\"error\":\"" + said(CONFIGURED) + "\"}\n\n");
    server.model("id-birch", echo);
    server.model("id-maple", inside);
    arena =
        TestArena.withModels(
            TestArena.models(server.baseUrl(), CONFIGURED, "birch", "maple"),
            "--tiltyard.admin.password=" + PASSWORD,
            "--tiltyard.battle.retry-delay=1ms",
            "--logging.level.org.tiltyard=trace",
            "--logging.level.org.springframework.web=debug",
            "--logging.level.org.springframework.jdbc=debug");
    // The application sets up logging anew at its start.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    admin = arena.newVoter();
    admin.postForm("/login", Map.of("username", "admin", "password", PASSWORD));
    typeKeys();
    arena.newVoter().startAndWait("Tell me your key.");
  }

  private static String said(String key) {
    return "no access for Bearer " + key + ", nor for " + key;
  }

  private static void typeKeys() {
    HttpResponse<String> made =
        admin.postForm(
            "/admin/endpoints", Map.of("name", "typed", "baseUrl", server.baseUrl(), "key", TYPED));
    assertThat(made.statusCode()).isEqualTo(303);
    endpoint = made.headers().firstValue("Location").orElseThrow().replaceFirst("\\?.*", "");
    // Refused, so that the form is shown again.
    admin.postForm("/admin/endpoints", Map.of("name", "", "baseUrl", "x", "key", TYPED));
    admin.postForm(endpoint + "/headers", Map.of("headerName", "X-Team", "headerValue", HEADER));
    admin.postForm(endpoint + "/headers", Map.of("headerName", "Host", "headerValue", HEADER));
    admin.postForm(endpoint + "/key", Map.of("key", REPLACED));
    server.listing(request ->
        Script.status(
            401,
            "{\"error\":\""
                + said(request.header("Authorization").orElse("").replace("Bearer ", ""))
                + " "
                + request.header("X-Team").orElse("")
                + "\"}"));
  }

  @AfterAll
  static void stop() throws IOException {
    arena.close();
    server.close();
    log.stop();
  }

  /** A key as it is, in a URL, in JSON, and in base64. */
  private static List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    for (String key : KEYS) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      spellings.add(key);
      spellings.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
      spellings.add(key.replace("/", "\\/"));
      spellings.add(key.replace("+", "&#43;"));
      spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }
    return spellings;
  }

  private static void assertClean(String where, String text) {
    for (String spelling : spellings()) {
      if (text.contains(spelling)) {
        throw new AssertionError("a key is in " + where + " as " + spelling);
      }
    }
  }

  @Test
  void theServerGotTheKeysSoThatThereWasSomethingToHide() {
    HttpResponse<String> tested = admin.postForm(endpoint + "/test", Map.of());

    assertThat(tested.body()).contains("does not accept the key", "[key]");
    assertThat(server.received())
        .anyMatch(one -> one.header("Authorization").orElse("").equals("Bearer " + REPLACED))
        .anyMatch(one -> one.header("Authorization").orElse("").equals("Bearer " + CONFIGURED))
        .anyMatch(one -> one.header("X-Team").orElse("").equals(HEADER));
    assertClean("the test's page", tested.body());
  }

  @Test
  void noPageHoldsAKey() {
    Deque<String> open = new ArrayDeque<>(plainRoutes());
    open.add(endpoint);
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty() && seen.size() < MOST_PAGES) {
      String path = open.remove();
      if (path.startsWith("/logout")
          || path.startsWith("/assets")
          || path.contains("/events")
          || !seen.add(path)) {
        continue;
      }
      for (String type : List.of("text/html", "application/json")) {
        HttpResponse<String> response = admin.get(path, type);
        assertClean("the headers of " + path, response.headers().map().toString());
        assertClean(path, response.body());
        Matcher link = LINK.matcher(response.body());
        while (link.find()) {
          open.add(link.group(1).replace("&amp;", "&"));
        }
      }
    }
    assertThat(seen).contains(endpoint, "/admin/endpoints").hasSizeGreaterThan(8);
  }

  /** Every GET route without a variable; pages with one are found by links. */
  private static List<String> plainRoutes() {
    return arena.part(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
        .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .flatMap(info -> info.getPatternsCondition().getPatterns().stream())
        .map(Object::toString)
        .filter(path -> !path.contains("{") && !path.contains("/stream"))
        .filter(path -> !path.contains("/events"))
        .sorted()
        .toList();
  }

  @Test
  void noColumnOfTheDatabaseHoldsAKey() {
    List<String> columns =
        arena
            .database()
            .sql(
                "select table_name, column_name from information_schema.columns"
                    + " where lower(table_schema) = 'public'")
            .query((row, number) -> row.getString(1) + "." + row.getString(2))
            .list();
    assertThat(columns).hasSizeGreaterThan(50);
    for (String column : columns) {
      String[] names = column.split("\\.");
      arena
          .database()
          .sql("select \"" + names[1] + "\" from \"" + names[0] + "\"")
          .query((row, number) -> String.valueOf(row.getObject(1)))
          .list()
          .forEach(value -> assertClean(column, value));
    }
  }

  @Test
  void aDumpOfTheDatabaseHoldsNoKey() {
    if (!TestDatabase.onPostgres()) {
      List<String> script =
          arena.database().sql("script").query((row, number) -> row.getString(1)).list();
      assertThat(script).anyMatch(line -> line.contains("v1."));
      script.forEach(line -> assertClean("the dump", line));
      return;
    }
    List<String> rows =
        arena
            .database()
            .sql("select cast(schema_to_xml('public', true, false, '') as text)")
            .query((row, number) -> row.getString(1))
            .list();
    assertThat(rows).anyMatch(row -> row.contains("v1."));
    rows.forEach(row -> assertClean("the dump", row));
  }

  @Test
  void noLineOfTheLogHoldsAKey() {
    admin.postForm(endpoint + "/test", Map.of());

    assertThat(log.lines).hasSizeGreaterThan(20);
    log.lines.forEach(line -> assertClean("the log", line));
  }

  @Test
  void whatFailedIsThereForAdminsWithoutTheKey() {
    List<String> details =
        arena
            .database()
            .sql("select steps || coalesce(failure_detail, '') from answer")
            .query((row, number) -> row.getString(1))
            .list();

    assertThat(String.join("", details)).contains("no access for", "[key]");
  }

  /** Everything that is logged, with the traces of exceptions. */
  private static final class Log extends AppenderBase<ILoggingEvent> {

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String trace =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getFormattedMessage() + trace);
    }
  }
}
