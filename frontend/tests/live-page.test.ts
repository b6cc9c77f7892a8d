import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { LivePage } from "../src/elements/live-page";

/** The streams that pages have opened. */
const streams: FakeStream[] = [];

class FakeStream extends EventTarget {
  closed = false;

  constructor(readonly url: string) {
    super();
    streams.push(this);
  }

  close(): void {
    this.closed = true;
  }

  get open(): boolean {
    return !this.closed;
  }
}

let answer = "";
let hidden = false;

function page(count: string): string {
  return `<live-page data-events="/events"><p data-live="count">${count}</p>
    <div data-live="form"><input id="name"></div></live-page>`;
}

async function change(html: string): Promise<void> {
  answer = html;
  streams.at(-1)?.dispatchEvent(new Event("changed"));
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 0));
}

function hide(now: boolean): void {
  hidden = now;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeAll(() => {
  vi.stubGlobal("EventSource", FakeStream);
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  customElements.define("live-page", LivePage);
});

beforeEach(() => {
  hidden = false;
  streams.length = 0;
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => ({ ok: true, redirected: false, text: async () => answer })),
  );
  document.body.innerHTML = page("1");
});

afterEach(() => {
  document.body.innerHTML = "";
});

test("puts in what has changed", async () => {
  await change(page("2"));
  expect(document.querySelector("[data-live=count]")?.textContent).toBe("2");
});

test("leaves alone what somebody is in the middle of", async () => {
  const field = document.querySelector<HTMLInputElement>("#name");
  field?.focus();
  await change(page("2"));
  expect(document.querySelector("#name")).toBe(field);
  expect(document.querySelector("[data-live=count]")?.textContent).toBe("2");
});

test("asks for nothing while it is hidden, and catches up afterwards", async () => {
  hide(true);
  expect(streams.every((stream) => stream.closed)).toBe(true);
  answer = page("3");
  hide(false);
  expect(streams.filter((stream) => stream.open)).toHaveLength(1);
  await vi.waitFor(() => expect(document.querySelector("[data-live=count]")?.textContent).toBe("3"));
});

test("closes its stream when it leaves the page", () => {
  document.body.innerHTML = "";
  expect(streams.every((stream) => stream.closed)).toBe(true);
});

test("becomes the other page when nothing is followed any more", async () => {
  document.body.innerHTML = `<main>${page("2")}</main>`;
  await change("<main><h1>Done</h1></main>");
  expect(document.querySelector("main")?.textContent).toBe("Done");
  expect(streams.at(-1)?.open).toBe(false);
});
