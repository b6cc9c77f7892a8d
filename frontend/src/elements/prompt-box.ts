import { type Problem, showProblem } from "../helpers/http";
import { drafts } from "../helpers/storage";
import { word } from "../helpers/words";

/** The counter appears when this share of the limit is used. */
const nearLimit = 0.9;

const numbers = new Intl.NumberFormat(document.documentElement.lang || undefined);

/** The box a prompt is typed in. Dispatches "prompt-send" with the text; what was typed is never lost. */
export class PromptBox extends HTMLElement {
  private waiting = false;
  private sending = false;

  connectedCallback(): void {
    this.field.value ||= drafts.get() ?? "";
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.querySelector('[data-action="stop-both"]')?.addEventListener("click", () => {
      this.dispatchEvent(new CustomEvent("stop-both", { bubbles: true }));
    });
    if (matchMedia("(pointer: coarse)").matches) this.field.enterKeyHint = "enter";
    this.typed();
  }

  get field(): HTMLTextAreaElement {
    const field = this.querySelector("textarea");
    if (!field) throw new Error("a prompt box without a field");
    return field;
  }

  /** Puts a text into the box, ready to be changed or sent. */
  fill(text: string): void {
    this.field.value = text;
    this.typed();
    this.field.focus();
  }

  /** Whether answers are being written: then sending waits, and "Stop both" is offered. */
  set streaming(streaming: boolean) {
    this.waiting = streaming;
    const [stop, send] = [this.button(".stop-both"), this.button(".send")];
    const focused = document.activeElement;
    stop.hidden = !streaming;
    send.hidden = streaming;
    if (focused === stop || focused === send) this.field.focus();
    if (!streaming) this.problem(null);
  }

  /** The prompt has been taken: the box is empty again. */
  accepted(): void {
    this.sending = false;
    this.button(".send").removeAttribute("aria-busy");
    this.field.value = "";
    drafts.set("");
    this.typed();
  }

  /** The prompt has not been taken: it stays, and the reason is shown here, unless it is elsewhere. */
  refused(problem: Problem | null): void {
    this.sending = false;
    this.button(".send").removeAttribute("aria-busy");
    this.problem(problem);
    if (problem) this.field.focus();
  }

  private send(): void {
    if (this.sending) return;
    const text = this.field.value;
    const objection = this.objection(text);
    if (objection) {
      this.refused({ status: 0, title: objection, detail: "" });
      return;
    }
    this.sending = true;
    this.problem(null);
    this.button(".send").setAttribute("aria-busy", "true");
    this.dispatchEvent(new CustomEvent("prompt-send", { bubbles: true, detail: { text } }));
  }

  /** Why this text can't be sent now, if it can't. */
  private objection(text: string): string | null {
    const direct = this.closest('[data-mode="direct"]') !== null;
    if (this.waiting) return word(direct ? "prompt.wait.one" : "prompt.wait");
    if (!text.trim()) return word("prompt.empty");
    const length = lengthOf(text);
    if (length <= this.limit) return null;
    const counts = [length, this.limit, length - this.limit];
    return word("prompt.too-long", ...counts.map((count) => numbers.format(count)));
  }

  /** Enter sends and Shift+Enter breaks the line; on a touch keyboard Enter is the only way to break it. */
  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const meant = event.ctrlKey || event.metaKey;
    if (!meant && (event.shiftKey || event.altKey || matchMedia("(pointer: coarse)").matches)) return;
    event.preventDefault();
    this.send();
  }

  private typed(): void {
    const length = lengthOf(this.field.value);
    const counter = this.querySelector<HTMLElement>(".counter");
    if (counter) {
      const shown = length >= this.limit * nearLimit;
      const counts = [length, this.limit].map((n) => numbers.format(n));
      counter.textContent = shown ? word("prompt.counter", ...counts) : "";
      counter.dataset["over"] = String(length > this.limit);
    }
    drafts.set(this.field.value);
    this.grow();
  }

  /** For browsers that can't size a field by its content. */
  private grow(): void {
    if (CSS.supports?.("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  private problem(problem: Problem | null): void {
    showProblem(this.querySelector(".problem"), problem);
    if (problem) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }

  private get limit(): number {
    return Number(this.dataset["limit"]) || Number.POSITIVE_INFINITY;
  }

  private button(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector) ?? document.createElement("button");
  }
}

/** In characters as the server counts them: code points, without the space around the text. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}
