import { merge } from "../helpers/merge";

/** Said of the document after a page has put in what differs. */
export const REFRESHED = "page:refreshed";

/** A form that was refused is the page too, with what is wrong in its place. */
const REFUSED = 422;

/**
 * Around what a page shows: fetches the page anew when its event stream says that it has changed, and puts in what
 * differs, part by part (data-live). A part that somebody is in the middle of stays as it is, unless it can be merged
 * (data-merge): then it takes what is new and keeps what they do. While the page is hidden nothing is asked for.
 * Without this script, reloading does the same.
 */
export class LivePage extends HTMLElement {
  private source: EventSource | undefined;
  private fetching: Promise<void> | undefined;
  private again = false;
  private readonly onVisibility = () => (document.hidden ? this.rest() : this.wake());

  connectedCallback(): void {
    document.addEventListener("visibilitychange", this.onVisibility);
    if (!document.hidden) this.follow();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.rest();
  }

  private follow(): void {
    const url = this.dataset["events"];
    if (!url || this.source) return;
    this.source = new EventSource(url);
    this.source.addEventListener("changed", () => void this.refresh());
  }

  private rest(): void {
    this.source?.close();
    this.source = undefined;
  }

  /** Much may have happened while nobody looked. */
  private wake(): void {
    this.follow();
    void this.refresh();
  }

  /** Shows what the address says now; done when that is shown. */
  refresh(): Promise<void> {
    if (this.fetching) this.again = true;
    else this.fetching = this.fetchAll().finally(() => (this.fetching = undefined));
    return this.fetching ?? Promise.resolve();
  }

  private async fetchAll(): Promise<void> {
    do {
      this.again = false;
      await this.fetchOnce();
    } while (this.again);
  }

  private async fetchOnce(): Promise<void> {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const shows = response.ok || response.status === REFUSED;
      // Signed out, or restarting: what is shown stays, and the next change tries again.
      if (shows && !response.redirected) this.show(await response.text());
    } catch {
      // The same.
    }
  }

  private show(html: string): void {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    if (!fresh.querySelector("live-page")) {
      becomes(fresh);
      return;
    }
    for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
      const next = fresh.querySelector<HTMLElement>(`[data-live="${part.dataset["live"]}"]`);
      if (!next) continue;
      if (part.hasAttribute("data-merge")) mergeHeld(part, next);
      else if (!busy(part)) replace(part, next);
    }
    document.dispatchEvent(new Event(REFRESHED));
  }
}

/** Merges; an element that had to move keeps its focus. */
function mergeHeld(part: HTMLElement, next: HTMLElement): void {
  keepingFocus(() => merge(part, next));
}

/** Does what may move the focused element to another place. */
export function keepingFocus(move: () => void): void {
  const held = document.activeElement;
  move();
  if (held instanceof HTMLElement && held.isConnected && held !== document.activeElement) {
    held.focus({ preventScroll: true });
  }
}

/** What was followed has ended, and the page is another one now. Focus stays in it. */
function becomes(fresh: Document): void {
  const main = document.querySelector("main");
  const next = fresh.querySelector("main");
  if (!main || !next) return;
  const focused = main.contains(document.activeElement);
  const adopted = document.importNode(next, true);
  main.replaceWith(adopted);
  if (focused) adopted.focus();
}

/** Whether somebody types, chooses or has a question open in it. */
function busy(part: HTMLElement): boolean {
  if (part.querySelector("details[open]")) return true;
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed && part.contains(selection.anchorNode)) return true;
  return part.contains(document.activeElement) && document.activeElement !== document.body;
}

/** Custom elements dress what they hold, so fresh HTML is compared with the fresh HTML before it. */
const shown = new WeakMap<HTMLElement, string>();

function replace(part: HTMLElement, next: HTMLElement): void {
  const html = next.outerHTML;
  if (shown.get(part) === html) return;
  const adopted = document.importNode(next, true);
  shown.set(adopted, html);
  part.replaceWith(adopted);
}
