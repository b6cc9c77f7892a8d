import type { BoardPlot } from "./board-plot";

/** A busy board changes many times a second; its plots follow at a pace that can be read. */
const pace = 5_000;

/**
 * The plots of a board, which follow it: when the page puts in another revision or query (data-revision and data-query
 * of the marker), what has been drawn is drawn from new numbers, where it stands.
 */
export class BoardPlots extends HTMLElement {
  private shown = "";
  private query = "";
  private last = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly watcher = new MutationObserver(() => this.onMarker());

  connectedCallback(): void {
    this.shown = this.mark();
    this.query = this.marker?.dataset["query"] ?? "";
    const { marker } = this;
    if (marker) this.watcher.observe(marker, { attributeFilter: ["data-revision", "data-query"] });
  }

  disconnectedCallback(): void {
    this.watcher.disconnect();
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  private get marker(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-revision]");
  }

  private mark(): string {
    return `${this.marker?.dataset["revision"]} ${this.marker?.dataset["query"]}`;
  }

  /** Another query is somebody's wish and holds at once. */
  private onMarker(): void {
    if (this.mark() === this.shown) return;
    const asked = this.marker?.dataset["query"] !== this.query;
    if (this.waiting !== undefined && !asked) return;
    clearTimeout(this.waiting);
    const wait = asked ? 0 : Math.max(0, this.last + pace - Date.now());
    this.waiting = setTimeout(() => this.follow(), wait);
  }

  private follow(): void {
    this.waiting = undefined;
    this.last = Date.now();
    this.shown = this.mark();
    const query = this.marker?.dataset["query"] ?? "";
    const asked = query !== this.query;
    this.query = query;
    for (const plot of this.querySelectorAll<BoardPlot>("board-plot")) {
      // Days that are over don't change with a vote.
      if (asked || !plot.hasAttribute("data-daily")) plot.refresh(query);
    }
  }
}
