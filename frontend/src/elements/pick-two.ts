import { REFRESHED } from "./live-page";

/**
 * Around checkboxes of which two are to be ticked: a third one takes the place of the first. What has data-picked
 * names them, and data-count on this element says how many there are.
 */
export class PickTwo extends HTMLElement {
  private picked: HTMLInputElement[] = [];
  private readonly onRefreshed = () => this.count();

  connectedCallback(): void {
    document.addEventListener(REFRESHED, this.onRefreshed);
    this.addEventListener("change", (event) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
      if (box.checked && this.picked.length === 2) {
        const first = this.picked.shift();
        if (first) first.checked = false;
      }
      if (box.checked) this.picked.push(box);
      this.count();
    });
    this.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-action=unpick]")) this.clear();
    });
    this.picked = [...this.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].slice(0, 2);
    this.count();
  }

  disconnectedCallback(): void {
    document.removeEventListener(REFRESHED, this.onRefreshed);
  }

  private clear(): void {
    for (const box of this.picked) box.checked = false;
    this.count();
  }

  /** Those that are ticked still, and still there. */
  private count(): void {
    this.picked = this.picked.filter((box) => box.checked && this.contains(box));
    this.dataset["count"] = String(this.picked.length);
    const names = this.querySelector("[data-picked]");
    if (names) names.textContent = this.picked.map((box) => box.value).join(" · ");
  }
}
