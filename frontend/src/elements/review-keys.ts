import { choices } from "../helpers/storage";

const decisions: Record<string, string> = { k: "keep", m: "mask", d: "drop", u: "undo" };

/** Around the form of a review: digits choose a reason, letters decide, unless somebody is typing. */
export class ReviewKeys extends HTMLElement {
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (choices.get("single-keys") === "off" || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const reason = this.querySelector<HTMLInputElement>(`input[data-key="${CSS.escape(event.key)}"]`);
    const button = document.querySelector<HTMLButtonElement>(
      `[data-review="${decisions[event.key.toLowerCase()] ?? ""}"]`,
    );
    if (!reason && !button) return;
    event.preventDefault();
    reason?.click();
    reason?.focus();
    button?.click();
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.pressed);
  }
}

function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "radio" && target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
