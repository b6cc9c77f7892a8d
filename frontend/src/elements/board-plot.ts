import { announce } from "../helpers/announce";
import type { Pointed } from "../plots/chart";
import type { PlotData, PlotName } from "../plots/data";
import { size } from "../plots/data";
import type { Sheet } from "../plots/drawing";
import { expectedHeight } from "../plots/layout";
import { palette, ruler } from "../plots/palette";

type Charts = typeof import("../plots/chart");
type Drawn = InstanceType<Charts["Chart"]>;

/** A plot is made ready before it is scrolled to. */
const ahead = "600px 0px";
/** Between something and what it says, in pixels. */
const away = 14;
/** What is nearer to the edge of its box is brought to the middle. */
const margin = 80;

/**
 * One plot of a board. Asks for its numbers, and for the library that draws them, when it is about to come into view;
 * follows the colour scheme and the width of the page; arrow keys walk over what it shows. Its words are in data-say-….
 */
export class BoardPlot extends HTMLElement {
  private charts: Charts | undefined;
  private chart: Drawn | undefined;
  private data: PlotData[PlotName] | undefined;
  private asked = 0;
  private seen = false;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private readonly redraw = () => this.draw();
  private readonly onEscape = ({ key }: KeyboardEvent) => {
    if (key === "Escape") this.point(null);
  };
  private readonly watcher = new IntersectionObserver((entries) => this.onView(entries), {
    rootMargin: ahead,
  });
  private readonly resizing = new ResizeObserver(() => this.onResize());
  private width = 0;

  connectedCallback(): void {
    const count = Number(this.dataset["count"] ?? 0);
    this.state(count === 0 ? "empty" : "waiting");
    this.place.style.height = `${expectedHeight(this.name, count, this.place.clientWidth)}px`;
    this.canvas.addEventListener("keydown", (event) => this.onKey(event));
    this.canvas.addEventListener("blur", () => this.point(null));
    this.place.addEventListener("scroll", () => this.point(null));
    this.addEventListener("change", this.redraw);
    this.addEventListener("click", (event) => this.onClick(event));
    this.watcher.observe(this);
    scheme.addEventListener("change", this.redraw);
  }

  disconnectedCallback(): void {
    this.watcher.disconnect();
    this.resizing.disconnect();
    scheme.removeEventListener("change", this.redraw);
    document.removeEventListener("keydown", this.onEscape);
    this.chart?.dispose();
    this.chart = undefined;
  }

  /** The board has changed: what has been drawn is drawn from new numbers. */
  refresh(query: string): void {
    this.dataset["query"] = query;
    const file = this.querySelector<HTMLAnchorElement>("a[data-file]");
    if (file) file.href = this.address("csv");
    if (this.seen) void this.load();
  }

  private onView(entries: IntersectionObserverEntry[]): void {
    if (this.seen || !entries.some((entry) => entry.isIntersecting)) return;
    this.seen = true;
    this.watcher.disconnect();
    this.resizing.observe(this.place);
    void this.load();
  }

  private onResize(): void {
    if (this.place.clientWidth !== this.width) this.draw();
  }

  /** The library comes with the first numbers that there are. An answer that a later request has overtaken is nothing. */
  private async load(): Promise<void> {
    const turn = ++this.asked;
    try {
      const empty = this.dataset["state"] === "empty";
      const ready = empty ? undefined : import("../plots/chart");
      const data = await this.fetchData();
      const charts = size(this.name, data) === 0 ? undefined : await (ready ?? import("../plots/chart"));
      if (turn !== this.asked || !this.isConnected) return;
      this.data = data;
      this.charts = charts ?? this.charts;
      this.state(charts ? "drawn" : "empty");
      this.draw();
    } catch {
      // What is drawn stays; where there is nothing yet, the table has the same numbers.
      if (turn === this.asked && !this.data) this.state("lost");
    }
  }

  private async fetchData(): Promise<PlotData[PlotName]> {
    const response = await fetch(this.address("json"));
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as PlotData[PlotName];
  }

  private state(state: "waiting" | "empty" | "drawn" | "lost"): void {
    this.dataset["state"] = state;
  }

  private draw(): void {
    const { charts, data } = this;
    if (!charts || !data || this.dataset["state"] !== "drawn") return;
    this.width = this.place.clientWidth;
    const drawing = charts.draw(this.name, data, this.sheet(this.width));
    this.place.style.height = "";
    this.canvas.style.width = `${drawing.width}px`;
    this.canvas.style.height = `${drawing.height}px`;
    this.chart ??= new charts.Chart(this.canvas, (at) => this.point(at));
    this.chart.show(drawing, this.still.matches);
    this.point(this.tip.hidden ? null : this.chart.again());
  }

  private sheet(width: number, head?: Sheet["head"]): Sheet {
    const colours = palette(this);
    return {
      width,
      palette: colours,
      measure: ruler(colours),
      language: document.documentElement.lang || "en",
      say: (word, ...values) => this.say(word, values),
      whole: this.querySelector<HTMLInputElement>("[data-whole]")?.checked ?? false,
      reading: this.querySelector<HTMLInputElement>("[data-reading]:checked")?.value ?? "",
      ...(head ? { head } : {}),
    };
  }

  private say(word: string, values: (string | number)[]): string {
    const words = this.querySelector("template")?.content;
    const text = words?.querySelector(`[data-word="${word}"]`)?.textContent ?? "";
    return text
      .replace(/\{(\d)\}/g, (whole, index) => String(values[Number(index)] ?? whole))
      .replaceAll(" | ", "\n");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const there = this.chart?.go(event.key);
    if (!there) return;
    event.preventDefault();
    announce(there.text.replaceAll("\n", ". "));
    this.bring(there.x);
    this.point(there);
  }

  /** Scrolls the box so far that a place on the canvas can be seen. */
  private bring(x: number): void {
    const { place } = this;
    if (x > place.scrollLeft + margin && x < place.scrollLeft + place.clientWidth - margin) return;
    place.scrollLeft = x - place.clientWidth / 2;
  }

  /** Shows what something says beside it, or nothing. Escape takes it away, wherever the focus is. */
  private point(at: Pointed | null): void {
    const { tip, place } = this;
    tip.hidden = at === null;
    if (at === null) {
      this.chart?.rest();
      document.removeEventListener("keydown", this.onEscape);
      return;
    }
    document.addEventListener("keydown", this.onEscape);
    tip.textContent = at.text;
    const left = at.x - place.scrollLeft - tip.offsetWidth / 2;
    const most = place.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(left, most))}px`;
    const below = at.y + away + tip.offsetHeight <= place.clientHeight;
    tip.style.top = `${below ? at.y + away : at.y - away - tip.offsetHeight}px`;
  }

  private onClick(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-picture]");
    if (button) void this.download(button.dataset["picture"] === "svg" ? "svg" : "png");
    if ((event.target as Element).closest("[data-again]")) void this.load();
  }

  /** The picture carries its own title, sentence and address: it leaves the page. */
  private async download(kind: "png" | "svg"): Promise<void> {
    const { charts, data } = this;
    if (!charts || !data) return;
    const reading = this.querySelector("[data-reading]:checked")?.closest("label")?.textContent?.trim();
    const query = this.dataset["query"] ?? "";
    const address = `${location.origin}${location.pathname}${query ? `?${query}` : ""}`;
    const head = {
      title: [this.text("h3"), reading].filter(Boolean).join(" · "),
      text: `${this.text(".plot-says")} ${address}`,
    };
    const drawing = charts.draw(this.name, data, this.sheet(Math.max(this.width, pictureWidth), head));
    const url = URL.createObjectURL(await charts[kind](drawing));
    const link = document.createElement("a");
    link.href = url;
    link.download = `leaderboard-${this.name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  private text(selector: string): string {
    const text = this.closest("section")?.querySelector(selector)?.textContent ?? "";
    return text.replace(/\s+/g, " ").trim();
  }

  /** The file has all; what is drawn may be fewer (data-only). */
  private address(form: "csv" | "json"): string {
    const drawn = form === "json" ? (this.dataset["only"] ?? "") : "";
    const query = [this.dataset["query"] ?? "", drawn].filter((part) => part !== "").join("&");
    return `/leaderboard/plots/${this.name}.${form}${query ? `?${query}` : ""}`;
  }

  private get name(): PlotName {
    return this.dataset["plot"] as PlotName;
  }

  private get place(): HTMLElement {
    return this.querySelector<HTMLElement>(".plot-box") as HTMLElement;
  }

  private get tip(): HTMLElement {
    return this.querySelector<HTMLElement>(".plot-tip") as HTMLElement;
  }

  private get canvas(): HTMLElement {
    return this.querySelector<HTMLElement>(".plot-canvas") as HTMLElement;
  }
}

/** A picture is as wide as the plot on a large screen, wherever it is made. */
const pictureWidth = 900;

/** Tells when the page goes from light to dark or back, whoever asked for it. */
const scheme = new (class extends EventTarget {
  constructor() {
    super();
    const changed = () => this.dispatchEvent(new Event("change"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }
})();
