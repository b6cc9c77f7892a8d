package org.tiltyard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tiltyard.shared.Csv;
import org.tiltyard.shared.Identifier;
import org.tiltyard.shared.Time;
import org.tiltyard.testing.TestArena;
import org.tiltyard.testing.Voter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who did what can be found, read and taken away as a file. */
class AuditIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern OLDER = Pattern.compile("href=\"([^\"]*before=[^\"]*)\"");

  private static TestArena arena;
  private static String bearer;
  private static SignedIn ada;
  private static SignedIn ben;

  @BeforeAll
  static void open() {
    arena = TestArena.start();
    ada = admin("ada");
    ben = admin("ben");
    bearer =
        "Bearer "
            + arena
                .part(ApiTokens.class)
                .make(ada, "reader", Set.of(Scope.AUDIT_READ), null)
                .secret();
  }

  private static SignedIn admin(String name) {
    return new SignedIn(
        arena.part(Accounts.class).create(name, "correct horse battery", Role.ADMIN).id(),
        name,
        "admin");
  }

  @AfterAll
  static void close() {
    arena.close();
  }

  @BeforeEach
  void someEntries() {
    arena.database().sql("delete from audit_entry").update();
    AuditLog log = arena.part(AuditLog.class);
    log.record(
        ada,
        "model.edited",
        "model",
        "1",
        "birch_1%",
        Map.of("weight", Map.of("from", 1, "to", 2.5), "state", "active"));
    log.record(ben, "model.retired", "model", "2", "maple", Map.of());
    log.record(
        ben, "modelling.begun", "other", "3", "=HYPERLINK(\"x\")", Map.of("to", "<b>bold</b>"));
    log.recordBySystem("health.opened", "model", "1", "birch_1%", Map.of("why", "timed-out"));
  }

  private static HttpResponse<String> get(String path) {
    Voter program = arena.newVoter();
    return program.send(
        program
            .request(path)
            .header("Authorization", bearer)
            .header("Accept", "text/html,*/*")
            .GET());
  }

  private static List<JsonNode> entries(String query) {
    HttpResponse<String> file = get("/admin/audit/audit.jsonl" + query);
    assertThat(file.statusCode()).isEqualTo(200);
    return file.body().lines().map(JSON::readTree).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | health.opened modelling.begun model.retired model.edited
          ?actor=ben               | modelling.begun model.retired
          ?actor=arena             | health.opened
          ?action=model            | model.retired model.edited
          ?action=model.edited     | model.edited
          ?action=%25              | ''
          ?subject=BIRCH_1%25      | health.opened model.edited
          ?subject=birch%25        | ''
          ?subject=2               | model.retired
          ?actor=ada&action=model  | model.edited
          ?from=2999-01-01         | ''
          ?until=1999-12-31        | ''
          ?from=1999-01-01&until=2999-01-01 | health.opened modelling.begun model.retired model.edited
          ?from=yesterday          | health.opened modelling.begun model.retired model.edited
          ?from=%2B999999999-01-01 | health.opened modelling.begun model.retired model.edited
          """)
  void findsWhatWasAskedFor(String query, String actions) {
    List<String> found =
        entries(query).stream().map(entry -> entry.get("action").asString()).toList();

    assertThat(String.join(" ", found)).isEqualTo(actions);
  }

  @Test
  void showsWhatChangedFromWhatToWhat() {
    String page = get("/admin/audit?action=model.edited").body();

    assertThat(page.replaceAll("\\s+", " "))
        .contains("<dt>weight</dt>")
        .contains("<del>1</del>")
        .contains("<ins>2.5</ins>")
        .contains("<ins>active</ins>");
    assertThat(get("/admin/audit").body())
        .contains("&lt;b&gt;bold&lt;/b&gt;")
        .doesNotContain("<b>bold");
  }

  @Test
  void pagesLeaveNothingOutAndRepeatNothing() {
    Instant one = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < 120; i++) {
      arena
          .database()
          .sql(
              "insert into audit_entry (id, at, actor, action, subject_type, subject_id,"
                  + " subject_name, detail) values (?, ?, 'ada', 'many.made', 'm', ?, ?, '{}')")
          .params(Identifier.random(), Time.forDatabase(one.minusSeconds(i / 40)), "" + i, "m" + i)
          .update();
    }
    List<String> seen = new java.util.ArrayList<>();
    String path = "/admin/audit?action=many.made";
    while (path != null) {
      String page = get(path).body();
      Pattern.compile("class=\"subject\">(m\\d+)</span>")
          .matcher(page)
          .results()
          .forEach(found -> seen.add(found.group(1)));
      var older = OLDER.matcher(page);
      path = older.find() ? older.group(1).replace("&amp;", "&") : null;
    }

    assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    assertThat(entries("?action=many.made")).hasSize(120);
  }

  @Test
  void noCellOfTheFileIsAFormula() {
    HttpResponse<String> file = get("/admin/audit/audit.csv");

    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment")
        .contains("audit.csv");
    List<String> lines = file.body().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst())
        .isEqualTo("at,actor,action,subject_type,subject_id,subject_name,detail,id");
    assertThat(file.body())
        .contains("\"'=HYPERLINK(\"\"x\"\")\"")
        .contains("\"{\"\"why\"\":\"\"timed-out\"\"}\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void formulasAreText(String text) {
    assertThat(Csv.cell(text)).startsWith("\"'");
  }

  @Test
  void aMarkThatIsNoneIsTheNewestEnd() {
    for (String mark : List.of("x", "_", "%2B999999999-01-01T00:00:00Z_" + Identifier.random())) {
      assertThat(get("/admin/audit?before=" + mark).body()).contains("model.retired");
    }
  }
}
