import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { answer, FakeEventSource, furnish, markup } from "./browser";

const json = (status: number, body?: unknown) => () =>
  new Response(body === undefined ? null : JSON.stringify(body), { status });

const blank = (html: string) =>
  html.replace(/th:data-seat="\$\{seat\}"/g, "").replace(/th:[\w-]+="[^"]*"/g, "");

/** A turn as the server sends it, put together from the templates. */
function turn(): string {
  const seat = blank(markup("battle/parts.html", ".seat"));
  const seats = ["a", "b"].map((letter) =>
    seat.replace("<answer-seat", `<answer-seat data-seat="${letter}" data-state="streaming"`),
  );
  return `<section class="turn"><div class="prompt"><div class="prompt-text"></div></div>
    <div class="seats">${seats.join("")}</div></section>`;
}

function bar(): string {
  const html = markup("battle/vote.html", "vote-bar");
  const names = html.replace(
    /th:name="'reasons_' \+ \$\{seat\}" th:value="\$\{reason\}"/,
    'name="reasons_a" value="useful"',
  );
  return blank(names).replace("<vote-bar", '<vote-bar data-open="false"');
}

beforeAll(async () => {
  furnish();
  document.body.innerHTML = '<main id="content"></main><div id="announcer"></div>';
  await import("../src/main");
});

beforeEach(() => {
  furnish();
  sessionStorage.clear();
  localStorage.clear();
  const box = blank(markup("battle/parts.html", "prompt-box")).replace(
    "<prompt-box",
    '<prompt-box data-limit="12000"',
  );
  document.body.innerHTML = `<main id="content"><battle-arena data-id="7" data-live="true">
      <div class="transcript">${turn()}</div>
      <div class="dock"><p class="connection" hidden></p>
        <button data-action="to-end" hidden></button>${bar()}${box}</div>
    </battle-arena>
    <template id="turn-template">${turn()}</template></main><div id="announcer"></div>`;
});

afterEach(() => {
  document.body.innerHTML = "";
});

const find = <T extends HTMLElement>(selector: string) => {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};
const seat = (letter: string) => find(`.turn:last-of-type answer-seat[data-seat="${letter}"]`);
const press = (key: string, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const stream = () => FakeEventSource.last;
const write = (letter: string, from: number, text: string) =>
  stream().send("delta", { seat: letter, from, text });

/** Both seats answer and the vote opens. */
function finish(): void {
  for (const letter of ["a", "b"]) {
    write(letter, 0, `Answer of ${letter}`);
    stream().send("settled", { seat: letter, outcome: "complete" });
  }
  stream().send("ready", { vote: true });
}

describe("answers", () => {
  it("appear as they are written, each on its own", async () => {
    write("a", 0, "One **tw");
    write("a", 8, "o**");
    write("b", 0, "Other");
    await vi.waitFor(() =>
      expect(seat("a").querySelector(".answer")?.innerHTML).toContain("<strong>two</strong>"),
    );
    expect(seat("b").querySelector(".answer")?.textContent).toContain("Other");
  });

  it("replace what a restarted answer had", async () => {
    write("a", 0, "Wrong start");
    write("a", 0, "Right");
    await vi.waitFor(() => expect(seat("a").querySelector(".answer")?.textContent?.trim()).toBe("Right"));
  });

  it("repeat nothing when events are sent twice after a cut", async () => {
    write("a", 0, "One ");
    write("a", 4, "two");
    write("a", 4, "two three");
    await vi.waitFor(() =>
      expect(seat("a").querySelector(".answer")?.textContent?.trim()).toBe("One two three"),
    );
  });

  it("keep their text and say so when one side fails, without touching the other", async () => {
    write("a", 0, "Half");
    stream().send("settled", { seat: "a", outcome: "failed", kind: "timed-out", retry: true });
    await vi.waitFor(() => expect(seat("a").querySelector(".answer")?.textContent?.trim()).toBe("Half"));
    expect(find("answer-seat[data-seat=a] .seat-notice").hidden).toBe(false);
    expect(find("answer-seat[data-seat=a] [data-action=retry]").hidden).toBe(false);
    expect(seat("b").dataset["state"]).toBe("streaming");
  });

  it("are announced at their start and end, never token by token", async () => {
    const said = () => find("#announcer").textContent ?? "";
    write("a", 0, "some words");
    await vi.waitFor(() => expect(seat("a").textContent).toContain("some words"));
    expect(said()).not.toContain("some words");
    stream().send("settled", { seat: "a", outcome: "complete" });
    expect(said()).toContain("announce.settled");
    expect(document.querySelectorAll(".seats [aria-live], .seats [role=status]")).toHaveLength(0);
  });

  it("can be stopped one by one, or both by Escape", async () => {
    const requests = answer({
      "/battles/7/seats/a/stop": json(204),
      "/battles/7/seats/b/stop": json(204),
    });
    find("answer-seat[data-seat=b] [data-action=stop]").click();
    expect(requests.map((request) => request.url)).toEqual(["http://arena.test/battles/7/seats/b/stop"]);
    stream().send("settled", { seat: "b", outcome: "stopped" });
    press("Escape");
    expect(requests.map((request) => request.url).slice(1)).toEqual([
      "http://arena.test/battles/7/seats/a/stop",
    ]);
  });

  it("of one side can be written again; focus goes on to what stays", async () => {
    answer({ "/battles/7/seats/a/retry": json(202, { turn: 1 }) });
    finish();
    const again = find("answer-seat[data-seat=a] [data-action=retry]");
    again.focus();
    again.click();
    await vi.waitFor(() => expect(FakeEventSource.all).toHaveLength(2));
    expect(seat("a").dataset["state"]).toBe("streaming");
    expect(seat("b").dataset["state"]).toBe("complete");
    expect(document.activeElement).toBe(find("answer-seat[data-seat=a] [data-action=stop]"));
    expect(find("vote-bar").dataset["open"]).toBe("false");
  });
});

describe("votes", () => {
  const ballots = () => {
    const requests = answer({ "/battles/7/vote": json(503) });
    return async () => Promise.all(requests.map((request) => request.clone().json()));
  };

  it.each([
    ["1", "model_a"],
    ["2", "tie"],
    ["3", "tie (bothbad)"],
    ["4", "model_b"],
  ])("are cast by key %s: %s", async (key, winner) => {
    const sent = ballots();
    finish();
    press(key);
    expect(await sent()).toEqual([{ winner }]);
  });

  it("are not cast while answers are written, nor while somebody types", async () => {
    const sent = ballots();
    press("1");
    finish();
    press("1", find("textarea"));
    press("5");
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", ctrlKey: true, bubbles: true }));
    expect(await sent()).toEqual([]);
  });

  it("are not cast by key where single keys are turned off", async () => {
    const sent = ballots();
    localStorage.setItem("single-keys", "off");
    finish();
    press("1");
    expect(await sent()).toEqual([]);
  });

  it("say what they wait for when they are pressed too early", () => {
    find('.verdict[value="tie"]').click();
    expect(find("#announcer").textContent).toContain("vote.hint.wait");
  });

  it("carry the reasons and the comment that were filled in", async () => {
    const sent = ballots();
    finish();
    find<HTMLInputElement>(".chip input").checked = true;
    find<HTMLTextAreaElement>("[name=comment]").value = " clear ";
    find('.verdict[value="model_a"]').click();
    expect(await sent()).toEqual([
      { winner: "model_a", reasons: { a: ["useful"], b: [] }, comment: "clear" },
    ]);
  });

  it("stay possible after a failure", async () => {
    ballots();
    finish();
    press("1");
    await vi.waitFor(() => expect(find(".vote .problem").hidden).toBe(false));
    expect(find("vote-bar").dataset["open"]).toBe("true");
  });

  it("show the page that follows, and put the focus on its heading", async () => {
    const page = `<battle-arena data-id="7" data-outcome="model_a">
      <section id="reveal"><h2 id="reveal-title" tabindex="-1">You chose A</h2></section></battle-arena>`;
    answer({
      "/battles/7/vote": json(200, { winner: "model_a" }),
      "/battles/7": () => new Response(page),
    });
    HTMLElement.prototype.scrollIntoView = () => {};
    finish();
    press("1");
    await vi.waitFor(() => expect(document.activeElement?.id).toBe("reveal-title"));
    expect(document.querySelector("vote-bar")).toBeNull();
  });

  it("stay closed when a seat has nothing to judge", () => {
    stream().send("ready", { vote: false, reason: "empty-seat" });
    expect(find(".vote-hint").textContent).toBe("vote.hint.empty");
    expect(find(".verdict").getAttribute("aria-disabled")).toBe("true");
    expect(find("[data-action=retry-both]").hidden).toBe(false);
  });
});

describe("prompts", () => {
  const field = () => find<HTMLTextAreaElement>("textarea[name=prompt]");
  const type = (text: string) => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  };

  it("go out by Enter and become the next turn", async () => {
    const requests = answer({ "/battles/7/turns": json(201, { turn: 2 }) });
    finish();
    type("And now?");
    press("Enter", field());
    await vi.waitFor(() => expect(document.querySelectorAll(".turn")).toHaveLength(2));
    expect(await requests[0]?.json()).toEqual({ prompt: "And now?" });
    expect(field().value).toBe("");
    expect(seat("a").id).toBe("turn-2-a");
    expect(FakeEventSource.all).toHaveLength(2);
  });

  it("wait while answers are written, and are kept", () => {
    const requests = answer({});
    type("Too early");
    press("Enter", field());
    expect(requests).toHaveLength(0);
    expect(field().value).toBe("Too early");
    expect(find(".composer .problem").textContent).toContain("prompt.wait");
  });

  it.each([
    ["Shift+Enter", { shiftKey: true }],
    ["an input method's Enter", { isComposing: true }],
  ])("are not sent by %s", (_, how) => {
    const requests = answer({});
    finish();
    type("a");
    field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...how }));
    expect(requests).toHaveLength(0);
  });

  it.each([
    ["", "prompt.empty"],
    ["  \n ", "prompt.empty"],
    ["x".repeat(12_001), "prompt.too-long"],
  ])("that can't be sent say why, and are kept", (text, reason) => {
    const requests = answer({});
    finish();
    type(text);
    press("Enter", field());
    expect(requests).toHaveLength(0);
    expect(find(".composer .problem").textContent).toContain(reason);
    expect(field().value).toBe(text);
  });

  it("of exactly the limit are sent, counted as the server counts", () => {
    const requests = answer({});
    finish();
    type(`${"😀".repeat(12_000)} \n`);
    press("Enter", field());
    expect(requests).toHaveLength(1);
  });

  it("that the server refuses stay in the box, with its reason", async () => {
    answer({ "/battles/7/turns": json(422, { title: "Not this.", detail: "Because." }) });
    finish();
    type("mine");
    press("Enter", field());
    await vi.waitFor(() => expect(find(".composer .problem").textContent).toContain("Because."));
    expect(field().value).toBe("mine");
  });

  it("that can't get through stay in the box", async () => {
    answer({});
    finish();
    type("mine");
    press("Enter", field());
    await vi.waitFor(() => expect(find(".composer .problem").textContent).toContain("problem.offline"));
    expect(field().value).toBe("mine");
  });

  it("that were not sent survive a reload", () => {
    type("half a thought");
    const box = find("prompt-box");
    const again = blank(markup("battle/parts.html", "prompt-box"));
    box.outerHTML = again;
    expect(field().value).toBe("half a thought");
  });
});
