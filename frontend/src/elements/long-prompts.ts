import { word } from "../helpers/words";

/** A prompt with more lines than this is folded: the answers are what people came for. */
const foldedLines = 7;

/** Folds long prompts in the transcript, now and as turns are added. */
export function longPrompts(): void {
  const main = document.getElementById("content");
  if (!main) return;
  foldAll(main);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node instanceof HTMLElement) foldAll(node);
    }
  }).observe(main, { childList: true, subtree: true });
}

function foldAll(root: HTMLElement): void {
  for (const prompt of root.querySelectorAll<HTMLElement>(".prompt-text:not([data-folded])")) {
    const line = Number.parseFloat(getComputedStyle(prompt).lineHeight) || 24;
    if (prompt.scrollHeight > line * foldedLines) fold(prompt);
  }
}

function fold(prompt: HTMLElement): void {
  const more = document.createElement("button");
  more.type = "button";
  more.className = "button quiet prompt-more";
  const set = (folded: boolean) => {
    prompt.dataset["folded"] = String(folded);
    more.textContent = word(folded ? "prompt.more" : "prompt.less");
    more.setAttribute("aria-expanded", String(!folded));
  };
  more.addEventListener("click", () => set(prompt.dataset["folded"] !== "true"));
  set(true);
  prompt.after(more);
}
