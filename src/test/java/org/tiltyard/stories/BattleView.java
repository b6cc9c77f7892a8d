package org.tiltyard.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** A battle as its page shows it, and what a person does with it. */
record BattleView(Page page) {

  /** Opens the start page and sends a first prompt. */
  static BattleView begin(Page page, String prompt) {
    page.navigate("/");
    BattleView battle = new BattleView(page);
    battle.ask(prompt);
    page.waitForURL("**/battles/*");
    return battle;
  }

  /** Sends a prompt with Enter; returns when its turn is on the page. */
  void ask(String prompt) {
    int before = turns().count();
    page.locator("#prompt").fill(prompt);
    page.locator("#prompt").press("Enter");
    assertThat(turns()).hasCount(before + 1);
  }

  String id() {
    return page.url().substring(page.url().lastIndexOf('/') + 1);
  }

  Locator turns() {
    return page.locator(".turn");
  }

  /** A seat of the last turn. */
  Locator seat(String seat) {
    return seat(turns().last(), seat);
  }

  Locator seat(Locator turn, String seat) {
    return turn.locator("answer-seat[data-seat='" + seat + "']");
  }

  /** The text of a seat's last answer. */
  Locator answer(String seat) {
    return seat(seat).locator(".answer");
  }

  /** A button of a seat: copy, stop or retry. */
  Locator button(String seat, String action) {
    return seat(seat).locator("[data-action='" + action + "']");
  }

  Locator verdict(String winner) {
    return page.locator(".verdict[value='" + winner + "']");
  }

  Locator reveal() {
    return page.locator("#reveal");
  }

  /** Waits until both answers have settled and a vote can be cast. */
  void awaitReady() {
    assertThat(page.locator("vote-bar")).hasAttribute("data-open", "true");
  }

  /** Votes with the mouse; returns when the names are there. */
  void vote(String winner) {
    verdict(winner).click();
    assertThat(reveal()).isVisible();
  }

  /** What the copy buttons of a seat give, turn by turn: the answers as they were written. */
  List<String> copied(String seat) {
    return turns().all().stream()
        .map(turn -> {
          Locator button = seat(turn, seat).locator("[data-action='copy']");
          button.click();
          assertThat(button).containsText("Copied");
          return (String) page.evaluate("() => navigator.clipboard.readText()");
        })
        .toList();
  }
}
