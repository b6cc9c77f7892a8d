import { copyWith } from "../helpers/clipboard";

/** A button that copies the address of the page as it is now. */
export class CopyLink extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    button?.addEventListener("click", () => void copyWith(button, location.href));
  }
}
