/**
 * Around what a page shows: fetches the page anew when its event stream says that it has changed, and puts in what
 * differs, part by part (data-live). A part that somebody is in the middle of stays as it is. While the page is hidden
 * nothing is asked for. Without this script, reloading does the same.
 */
export class LivePage extends HTMLElement {
  private source: EventSource | undefined;
  private fetching = false;
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

  private async refresh(): Promise<void> {
    if (this.fetching) {
      this.again = true;
      return;
    }
    this.fetching = true;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      // Signed out, or restarting: what is shown stays, and the next change tries again.
      if (response.ok && !response.redirected) this.show(await response.text());
    } catch {
      // The same.
    } finally {
      this.fetching = false;
    }
    if (this.again) {
      this.again = false;
      await this.refresh();
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
      if (next && !busy(part)) replace(part, next);
    }
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
