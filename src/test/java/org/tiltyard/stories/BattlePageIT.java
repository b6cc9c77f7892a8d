package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tiltyard.provider.Gate;
import org.tiltyard.provider.Script;

/** The battle page under the hands of a reader: equal seats, stillness, keys, announcements. */
class BattlePageIT extends ArenaStory {

  private static final String PARAGRAPH = "A sentence that fills a part of a line. ".repeat(12);

  /** Keeps what the live region is given. */
  private static final String LISTEN =
      """
      () => {
        window.said = [];
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes)
            for (const node of addedNodes) window.said.push(node.textContent);
        }).observe(document.getElementById("announcer"), { childList: true, subtree: true });
      }
      """;

  /** A seat without its words: elements, classes, roles and what is hidden. */
  private static final String STRUCTURE =
      """
      (seat) => [...seat.querySelectorAll("*")]
        .filter((one) => !one.parentElement.closest(".prose"))
        .map((one) => [one.localName, one.getAttribute("class"), one.getAttribute("role"), one.hidden])
        .join("\\n")
      """;

  @BeforeAll
  static void open() {
    openArena();
  }

  @Test
  void seatsAreEqualAndNothingMovesWhileOneOfThemGrows() {
    Gate more = new Gate();
    Gate end = new Gate();
    models.model("id-birch", paragraphs(3).pause(more).text(PARAGRAPH).pause(end).finish("stop"));
    models.model("id-maple", Script.stream().pause(end).text("Short.").finish("stop"));
    Page page = newPage();
    page.navigate("/");
    page.evaluate(LISTEN);
    BattleView battle = new BattleView(page);
    battle.ask("Grow");
    page.waitForURL("**/battles/*");
    String birch = seatOf("birch", battle.id());
    String maple = other(birch);
    assertThat(battle.answer(birch).locator("p")).hasCount(3);
    assertEqual(battle);
    BoundingBox head = battle.seat(maple).locator(".seat-head").boundingBox();
    BoundingBox dock = page.locator(".dock").boundingBox();

    more.release();
    assertThat(battle.answer(birch).locator("p")).hasCount(4);

    assertSame(battle.seat(maple).locator(".seat-head").boundingBox(), head);
    assertSame(page.locator(".dock").boundingBox(), dock);
    assertEqual(battle);

    end.release();
    battle.awaitReady();

    assertEqual(battle);
    assertSame(battle.seat(maple).locator(".seat-head").boundingBox(), head);
    assertSame(page.locator(".dock").boundingBox(), dock);
    assertThat((String) battle.seat("a").evaluate(STRUCTURE))
        .isEqualTo(battle.seat("b").evaluate(STRUCTURE));
    assertAnnounced(page);
  }

  private static void assertAnnounced(Page page) {
    @SuppressWarnings("unchecked")
    List<String> said = (List<String>) page.evaluate("() => window.said");
    assertThat(said)
        .containsExactlyInAnyOrder(
            "Answer A is being written",
            "Answer B is being written",
            "Answer A: finished",
            "Answer B: finished",
            "Both answers are finished. You can vote.");
    assertThat(said).last().isEqualTo("Both answers are finished. You can vote.");
  }

  private static void assertEqual(BattleView battle) {
    BoundingBox a = battle.seat("a").boundingBox();
    BoundingBox b = battle.seat("b").boundingBox();
    assertThat(List.of(a.y, a.width, a.height)).isEqualTo(List.of(b.y, b.width, b.height));
  }

  private static void assertSame(BoundingBox now, BoundingBox before) {
    assertThat(List.of(now.x, now.y, now.width, now.height))
        .isEqualTo(List.of(before.x, before.y, before.width, before.height));
  }

  @Test
  void followsTheTextOnlyWhileTheReaderIsAtItsEnd() {
    Gate first = new Gate();
    Gate second = new Gate();
    Gate third = new Gate();
    bothAnswer(
        paragraphs(2)
            .pause(first)
            .text(paragraphsOf(12))
            .pause(second)
            .text(paragraphsOf(3))
            .pause(third)
            .text(paragraphsOf(3))
            .finish("stop"));
    Page page = newPage();
    BattleView battle = BattleView.begin(page, "Long");
    assertThat(battle.answer("a").locator("p")).hasCount(2);
    assertThat(page.locator(".to-end")).isHidden();

    first.release();
    assertThat(battle.answer("a").locator("p")).hasCount(14);
    assertThat(battle.answer("b").locator("p")).hasCount(14);
    page.waitForCondition(() -> scrolled(page) > 0);
    assertThat(page.locator(".to-end")).isHidden();

    page.mouse().move(300, 300);
    page.mouse().wheel(0, -10_000);
    page.waitForCondition(() -> scrolled(page) == 0);
    second.release();
    assertThat(battle.answer("a").locator("p")).hasCount(17);
    assertThat(battle.answer("b").locator("p")).hasCount(17);
    assertThat(page.locator(".to-end")).isVisible();
    assertThat(scrolled(page)).isZero();

    page.locator(".to-end").click();
    page.waitForCondition(() -> endIsInSight(battle));
    third.release();
    battle.awaitReady();
    assertThat(battle.answer("a").locator("p")).hasCount(20);
    page.waitForCondition(() -> endIsInSight(battle));
  }

  private static double scrolled(Page page) {
    return ((Number) page.evaluate("() => window.scrollY")).doubleValue();
  }

  /** The foot of a seat is above the dock. */
  private static boolean endIsInSight(BattleView battle) {
    BoundingBox foot = battle.seat("a").locator(".seat-foot").boundingBox();
    return foot.y + foot.height <= battle.page().locator(".dock").boundingBox().y;
  }

  @Test
  void needsNoMouse() {
    bothAnswer(Script.answer("Yes."));
    Page page = newPage();
    page.navigate("/");
    for (int i = 0; i < 20 && !isFocused(page, "#prompt"); i++) {
      page.keyboard().press("Tab");
      assertThat(focusIsVisible(page)).isTrue();
    }
    page.keyboard().type("By keys");
    page.keyboard().press("Shift+Enter");
    page.keyboard().type("alone");
    page.keyboard().press("Enter");
    BattleView battle = new BattleView(page);
    battle.awaitReady();
    assertThat(page.locator(".prompt-text")).hasText("By keys\nalone");

    tabTo(page, "[data-opens=shortcuts]");
    page.keyboard().press("?");
    assertThat(page.locator("#shortcuts")).isVisible();
    assertAccessible(page);
    page.keyboard().press("Escape");
    assertThat(page.locator("#shortcuts")).isHidden();
    assertThat(isFocused(page, "[data-opens=shortcuts]")).isTrue();

    tabTo(page, ".reasons summary");
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    assertThat(page.locator(".reasons-count")).hasText("1");
    page.keyboard().press("Escape");
    tabTo(page, ".verdict[value='tie']");
    page.keyboard().press("Enter");
    assertThat(page.locator("#reveal-title")).containsText("A tie between");
    assertThat(page.locator(".model-reasons li")).hasCount(1);
    assertThat(isFocused(page, "#reveal-title")).isTrue();
  }

  @Test
  void digitsVote() {
    bothAnswer(Script.answer("Yes."));
    Page page = newPage();
    List<String> verdicts = List.of("You chose A", "A tie", "Neither", "You chose B");
    for (int key = 1; key <= 4; key++) {
      BattleView battle = BattleView.begin(page, "Key " + key);
      battle.awaitReady();
      page.keyboard().press(String.valueOf(key));
      assertThat(page.locator("#reveal-title")).containsText(verdicts.get(key - 1));
    }
    BattleView battle = BattleView.begin(page, "Typed");
    battle.awaitReady();
    page.locator("#prompt").click();
    page.keyboard().type("1 or 4?");
    assertThat(page.locator("#prompt")).hasValue("1 or 4?");
    assertThat(battle.reveal()).hasCount(0);
  }

  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < 60 && !isFocused(page, selector); i++) {
      page.keyboard().press("Shift+Tab");
    }
    assertThat(isFocused(page, selector)).as("%s can be reached by keyboard", selector).isTrue();
    assertThat(focusIsVisible(page)).isTrue();
  }

  private static boolean isFocused(Page page, String selector) {
    return (Boolean)
        page.evaluate("(selector) => !!document.activeElement?.matches(selector)", selector);
  }

  /** The focused element, or what holds it, is drawn differently from its surroundings. */
  private static boolean focusIsVisible(Page page) {
    return (Boolean)
        page.evaluate(
            """
            () => {
              const focused = document.activeElement;
              const box = focused.closest(".composer-box, .chip");
              return [focused, box].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
            }
            """);
  }

  private static Script paragraphs(int count) {
    Script script = Script.stream();
    for (int i = 0; i < count; i++) {
      script = script.text(PARAGRAPH + "\n\n");
    }
    return script;
  }

  private static String paragraphsOf(int count) {
    return (PARAGRAPH + "\n\n").repeat(count);
  }
}
