/** Around a list: what is typed into its search box hides the entries whose data-text doesn't hold it. */
export class FilterList extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector<HTMLInputElement>('input[type="search"]');
    box?.addEventListener("input", () => this.filter(box.value.trim().toLowerCase()));
    // Enter filters; it does not send the form around the list.
    box?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  private filter(words: string): void {
    for (const entry of this.querySelectorAll<HTMLElement>("[data-text]")) {
      entry.hidden = !(entry.dataset["text"] ?? "").toLowerCase().includes(words);
    }
  }
}
