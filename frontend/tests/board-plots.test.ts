import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BoardPlots } from "../src/elements/board-plots";

const refreshed: string[] = [];

/** Stands in for a plot: says when it is to be drawn anew, and from which query. */
class Plot extends HTMLElement {
  refresh(query: string): void {
    refreshed.push(`${this.id} ${query}`);
  }
}

customElements.define("board-plots", BoardPlots);
customElements.define("board-plot", Plot);

beforeEach(() => {
  vi.useFakeTimers();
  refreshed.length = 0;
  document.body.innerHTML = `<board-plots>
    <span data-revision="1" data-query=""></span>
    <board-plot id="intervals"></board-plot>
    <board-plot id="history" data-daily></board-plot>
  </board-plots>`;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** What a live page does to the marker; observers are told of it a moment later. */
async function marked(revision: string, query: string, later = 0): Promise<void> {
  const marker = document.querySelector<HTMLElement>("span");
  marker?.setAttribute("data-revision", revision);
  marker?.setAttribute("data-query", query);
  await vi.advanceTimersByTimeAsync(later);
}

test("a vote draws the board's plots anew, not those of days that are over", async () => {
  await marked("2", "");
  expect(refreshed).toEqual(["intervals "]);
});

test("votes in quick succession are drawn together", async () => {
  await marked("2", "");
  await marked("3", "", 1000);
  await marked("4", "", 1000);
  expect(refreshed).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(refreshed).toEqual(["intervals ", "intervals "]);
});

test("another query holds at once and for all, even while votes come in", async () => {
  await marked("2", "");
  await marked("3", "", 1000);
  await marked("3", "ties=out");
  expect(refreshed).toEqual(["intervals ", "intervals ties=out", "history ties=out"]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(refreshed).toHaveLength(3);
});

test("what has not changed is not drawn again, nor is what has left the page", async () => {
  await marked("1", "");
  await vi.advanceTimersByTimeAsync(5000);
  expect(refreshed).toEqual([]);
  const marker = document.querySelector<HTMLElement>("span");
  document.body.replaceChildren();
  marker?.setAttribute("data-revision", "2");
  await vi.advanceTimersByTimeAsync(5000);
  expect(refreshed).toEqual([]);
});
