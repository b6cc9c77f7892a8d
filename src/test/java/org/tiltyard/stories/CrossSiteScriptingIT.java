package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models and prompts that attack the reader. The browser's second fence, the content security
 * policy, is taken away here: cleaning alone has to hold, at every moment of an answer's arrival.
 */
class CrossSiteScriptingIT extends ArenaStory {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FINE = "A harmless answer.";

  private final List<String> tripped = new ArrayList<>();

  @BeforeAll
  static void open() {
    openArena("--tiltyard.battle.tick=1ms");
  }

  static Set<String> attacks() {
    return Attacks.texts().keySet();
  }

  @Test
  void theCorpusIsLargeAndTheTripwiresWork() {
    assertThat(Attacks.count()).isGreaterThan(80);
    bothAnswer(Script.answer(FINE));
    Page page = watchedPage();
    BattleView battle = BattleView.begin(page, "Plant something");
    battle.awaitReady();
    assertUnharmed(page);
    battle
        .answer("a")
        .evaluate(
            "place => { place.innerHTML = '<img src=/tripwire onerror=tripwire()>"
                + "<a href=javascript:0>x</a><p style=color:red id=words>x</p>'; }");
    page.waitForCondition(() -> tripped.contains("executed"));
    assertThat(dangers(page)).hasSize(6);
    assertThat(tripped).anyMatch(trip -> trip.startsWith("request"));
    expectProblem("404");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void nothingOfAnAttackWorksFromTheFirstByteToTheReveal(String kind) {
    String text = Attacks.texts().getOrDefault(kind, "");
    models.model("id-birch", characterByCharacter(text));
    models.model("id-maple", byteByByte(text));
    Page page = watchedPage();
    BattleView battle = BattleView.begin(page, text.replace('\0', ' '));
    battle.awaitReady();
    assertUnharmed(page);

    page.reload();
    assertUnharmed(page);
    assertThat(battle.answer("a")).not().isEmpty();

    page.locator(".reasons summary").click();
    page.locator(".reasons-comment textarea").fill(text.replace('\0', ' ').substring(0, 1000));
    page.keyboard().press("Escape");
    battle.vote("tie");
    assertUnharmed(page);
    page.reload();
    assertThat(battle.reveal()).isVisible();
    assertUnharmed(page);
    page.navigate("/history");
    assertUnharmed(page);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void nothingOfAnAttackWorksWhereverItIsCut(String kind) {
    Gate gate = new Gate();
    bothAnswer(Script.stream().pause(gate).text(FINE).finish("stop").done());
    Page page = watchedPage();
    String text = Attacks.texts().getOrDefault(kind, "").replace('\0', '\uFFFD');
    page.route("**/events", route -> replay(route, text));
    BattleView battle = BattleView.begin(page, "Cut");
    battle.awaitReady();
    assertThat(battle.answer("b")).hasText(FINE);
    assertUnharmed(page);
    gate.release();
  }

  private static Script characterByCharacter(String text) {
    Script script = Script.stream().reasoning(text);
    for (int next, at = 0; at < text.length(); at = next) {
      next = text.offsetByCodePoints(at, 1);
      script = script.text(text.substring(at, next)).wait(Duration.ofNanos(200_000));
    }
    return script.finish("stop").done();
  }

  private static Script byteByByte(String text) {
    return Script.stream().inPiecesOf(1).reasoning(text).text(text).finish("stop").done();
  }

  /** An event stream that leaves no moment out: one event for each character of the text. */
  private static void replay(Route route, String text) {
    StringBuilder events = new StringBuilder();
    for (int next, at = 0; at < text.length(); at = next) {
      next = text.offsetByCodePoints(at, 1);
      delta(events, "a", at, text.substring(at, next));
    }
    delta(events, "b", 0, FINE);
    for (String seat : SEATS) {
      event(events, "settled", Map.of("seat", seat, "outcome", "complete"));
    }
    event(events, "ready", Map.of("vote", true));
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("text/event-stream; charset=utf-8")
            .setBody(events.toString()));
  }

  private static void delta(StringBuilder events, String seat, int from, String text) {
    event(events, "delta", Map.of("seat", seat, "from", from, "text", text));
  }

  private static void event(StringBuilder events, String name, Map<String, Object> data) {
    events.append("event: ").append(name).append("\ndata: ");
    events.append(JSON.writeValueAsString(data)).append("\n\n");
  }

  /** A page without a policy, with tripwires, that draws and inspects each piece as it comes. */
  private Page watchedPage() {
    BrowserContext context = newContext(new Browser.NewContextOptions().setBypassCSP(true));
    context.exposeBinding("tripwire", (source, arguments) -> tripped.add("executed"));
    context.addInitScript(Tripwires.SCRIPT);
    context.onDialog(this::onDialog);
    context.onRequest(request -> {
      if (request.url().contains("tripwire")) {
        tripped.add("request: " + request.url());
      }
    });
    Page page = context.newPage();
    context.onPage(further -> tripped.add("window: " + further.url()));
    return page;
  }

  private void onDialog(Dialog dialog) {
    tripped.add("dialog: " + dialog.message());
    dialog.dismiss();
  }

  private void assertUnharmed(Page page) {
    assertThat(page.locator(".math:not(.shown):not(.open)")).hasCount(0);
    assertThat(dangers(page)).isEmpty();
    assertThat(tripped).isEmpty();
    assertThat(page.url()).startsWith(arena.url());
  }

  @SuppressWarnings("unchecked")
  private static List<String> dangers(Page page) {
    return (List<String>) page.evaluate("() => window.dangers()");
  }
}
