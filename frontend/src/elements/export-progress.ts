import { announce } from "../helpers/announce";
import { post } from "../helpers/http";
import { word } from "../helpers/words";

interface Progress {
  done: number;
  total: number;
  bytes: number;
  state: "running" | "done" | "cancelled" | "failed";
}

const language = document.documentElement.lang || undefined;
const numbers = new Intl.NumberFormat(language);

/** The browser downloads the export by itself; this shows how far the server is with it. */
export class ExportProgress extends HTMLElement {
  private source: EventSource | undefined;
  private started = 0;
  private used = false;
  private pressed: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("submit", (event) => this.follow(event.submitter));
    this.querySelector('[data-action="cancel"]')?.addEventListener("click", () => {
      void post(`/research/exports/${this.dataset["id"]}/cancel`);
    });
  }

  disconnectedCallback(): void {
    this.source?.close();
  }

  private follow(pressed: HTMLElement | null): void {
    this.pressed = pressed;
    if (this.used) this.renew();
    this.used = true;
    this.started = Date.now();
    this.show({ done: 0, total: 0, bytes: 0, state: "running" });
    // After the download has begun: some browsers end open requests when a navigation starts.
    setTimeout(() => {
      this.source?.close();
      this.source = new EventSource(`/research/exports/${this.dataset["id"]}/progress`);
      this.source.addEventListener("progress", (event) => this.show(JSON.parse(event.data)));
      this.source.addEventListener("error", () => this.unseen());
    }, 300);
  }

  /** A second export of the same page needs an id of its own. */
  private renew(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.dataset["id"] = id;
    const fields = this.querySelectorAll<HTMLInputElement>('input[name="progress"]');
    for (const field of fields) field.value = id;
  }

  /** The server does not tell how far it is; the download itself is the browser's. */
  private unseen(): void {
    if (this.source?.readyState !== EventSource.CLOSED) return;
    const words = this.querySelector(".export-words");
    if (words) words.textContent = word("export.unseen");
    const bar = this.querySelector("progress");
    if (bar) bar.hidden = true;
  }

  private show(progress: Progress): void {
    const state = this.querySelector<HTMLElement>(".export-state");
    const bar = this.querySelector("progress");
    const words = this.querySelector(".export-words");
    const cancel = this.querySelector<HTMLElement>('[data-action="cancel"]');
    if (!state || !bar || !words || !cancel) return;
    if (state.hidden) {
      state.hidden = false;
      state.scrollIntoView({ block: "nearest" });
    }
    bar.hidden = false;
    words.textContent = this.sentence(progress);
    if (progress.total > 0) bar.value = progress.done / progress.total;
    else bar.removeAttribute("value");
    if (progress.state === "running") {
      cancel.hidden = false;
      return;
    }
    this.source?.close();
    if (progress.state === "done") bar.value = 1;
    if (document.activeElement === cancel) this.pressed?.focus();
    cancel.hidden = true;
    announce(words.textContent);
  }

  private sentence({ done, total, bytes, state }: Progress): string {
    const rows = numbers.format(done);
    if (state !== "running") return word(`export.${state}`, rows, size(bytes));
    if (total === 0) return word("export.preparing");
    const text = word("export.progress", rows, numbers.format(total), size(bytes));
    const left = done > 0 ? ((Date.now() - this.started) / done) * (total - done) : 0;
    return left > 2000 ? `${text}, ${word("export.left", duration(left / 1000))}` : text;
  }
}

function size(bytes: number): string {
  const [unit, scale] = bytes < 1e6 ? (["kilobyte", 1e3] as const) : (["megabyte", 1e6] as const);
  const maximumFractionDigits = bytes / scale < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits }).format(
    bytes / scale,
  );
}

function duration(seconds: number): string {
  const [unit, scale] = seconds < 90 ? (["second", 1] as const) : (["minute", 60] as const);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Math.ceil(seconds / scale),
  );
}
