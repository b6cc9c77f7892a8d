import { copyWith } from "../helpers/clipboard";

/** Text that is shown once, with a button that copies it. */
export class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    button?.addEventListener("click", () => {
      void copyWith(button, this.querySelector("code")?.textContent ?? "");
    });
  }
}
