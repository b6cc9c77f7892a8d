import { announce } from "../helpers/announce";
import { LivePage } from "./live-page";

/**
 * Around the form of what a live page is asked for: a change holds at once, in the address too, which names only what
 * differs from a control's data-default. Links with data-query anywhere on the page change the query as well. Focus
 * stays where it is. Without this script the form is sent as any other.
 */
export class QueryForm extends HTMLElement {
  private readonly onClick = (event: MouseEvent) => this.clicked(event);
  private readonly onReturn = () => void this.show();

  connectedCallback(): void {
    this.form?.addEventListener("change", () => void this.apply());
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.apply();
    });
    document.addEventListener("click", this.onClick);
    window.addEventListener("popstate", this.onReturn);
  }

  disconnectedCallback(): void {
    document.removeEventListener("click", this.onClick);
    window.removeEventListener("popstate", this.onReturn);
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  /** The controls that are part of the query. */
  private controls(): (HTMLInputElement | HTMLSelectElement)[] {
    return [...this.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name], select[name]")];
  }

  private async apply(): Promise<void> {
    const query = new URLSearchParams();
    for (const control of this.controls()) {
      if (control.value !== (control.dataset["default"] ?? "")) query.set(control.name, control.value);
    }
    await this.go(`${location.pathname}${query.size > 0 ? `?${query}` : ""}`);
  }

  private async go(address: string): Promise<void> {
    history.pushState(null, "", address);
    await this.refresh();
  }

  /** Takes the form to where the address is. */
  private async show(): Promise<void> {
    const query = new URLSearchParams(location.search);
    for (const control of this.controls()) {
      control.value = query.get(control.name) ?? control.dataset["default"] ?? "";
    }
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    const page = this.closest("live-page");
    if (page instanceof LivePage) await page.refresh();
    announce(document.querySelector("[data-announce]")?.textContent?.trim() ?? "");
  }

  private clicked(event: MouseEvent): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-query]") : null;
    if (!link) return;
    event.preventDefault();
    const next = link.parentElement?.nextElementSibling?.querySelector<HTMLElement>("a[data-query]");
    history.pushState(null, "", link.href);
    void this.show().then(() => {
      // The link goes with what it stood for.
      if (!link.isConnected) (next?.isConnected ? next : this.querySelector<HTMLElement>("summary"))?.focus();
    });
  }
}
