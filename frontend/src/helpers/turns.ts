import { word } from "./words";

/** A turn whose answers are still to come, from the markup the server uses for every turn. */
export function blankTurn(number: number, prompt: string): HTMLElement {
  const template = document.querySelector<HTMLTemplateElement>("template#turn-template");
  const part = document.importNode(template?.content ?? new DocumentFragment(), true);
  const turn = part.querySelector<HTMLElement>(".turn");
  if (!turn) throw new Error("no template for a turn");
  turn.dataset["turn"] = String(number);
  turn.id = `turn-${number}`;
  turn.setAttribute("aria-label", word("turn.label", number));
  for (const seat of ["a", "b"]) {
    const panel = turn.querySelector(`answer-seat[data-seat="${seat}"]`);
    const tab = turn.querySelector(`.seat-tab[data-seat="${seat}"]`);
    panel?.setAttribute("id", `turn-${number}-${seat}`);
    tab?.setAttribute("href", `#turn-${number}-${seat}`);
  }
  const text = turn.querySelector<HTMLElement>(".prompt-text");
  if (text) text.textContent = prompt;
  return turn;
}
