import { REFRESHED } from "./live-page";

/**
 * Around a list: what is typed into its search box hides the entries whose data-text doesn't hold it. What has
 * data-none is shown when no entry is left.
 */
export class FilterList extends HTMLElement {
  private readonly onRefreshed = () => this.filter();

  connectedCallback(): void {
    document.addEventListener(REFRESHED, this.onRefreshed);
    this.box?.addEventListener("input", () => this.filter());
    // Enter filters; it does not send the form around the list.
    this.box?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    // A browser that comes back to the page may have kept what was typed.
    if (this.box?.value) this.filter();
  }

  disconnectedCallback(): void {
    document.removeEventListener(REFRESHED, this.onRefreshed);
  }

  private get box(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('input[type="search"]');
  }

  private filter(): void {
    const words = (this.box?.value ?? "").trim().toLowerCase();
    let left = 0;
    for (const entry of this.querySelectorAll<HTMLElement>("[data-text]")) {
      entry.hidden = !(entry.dataset["text"] ?? "").toLowerCase().includes(words);
      if (!entry.hidden) left++;
    }
    const none = this.querySelector<HTMLElement>("[data-none]");
    if (none) none.hidden = left > 0 || words === "";
  }
}
