import { choices } from "../helpers/storage";
import { AnswerFeedback, thumbs } from "./answer-feedback";
import { BattleArena } from "./battle-arena";
import { VoteBar, verdicts } from "./vote-bar";

/** Keys that work anywhere on the page; single letters and digits only while nobody is typing. */
export function shortcuts(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#shortcuts");
  const toggle = document.querySelector<HTMLInputElement>("#single-keys");
  document.addEventListener("keydown", (event) => pressed(event, dialog));
  document.querySelector('[data-opens="shortcuts"]')?.addEventListener("click", () => {
    dialog?.showModal();
  });
  if (!toggle) return;
  toggle.checked = choices.get("single-keys") !== "off";
  toggle.addEventListener("change", () => {
    choices.set("single-keys", toggle.checked ? null : "off");
  });
}

function pressed(event: KeyboardEvent, dialog: HTMLDialogElement | null): void {
  if (event.defaultPrevented || event.isComposing || dialog?.open) return;
  if (event.key === "Escape") stop();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (choices.get("single-keys") === "off") return;
  const verdict = verdicts[Number(event.key) - 1];
  const bar = document.querySelector("vote-bar");
  const thumb = thumbs[Number(event.key) - 1];
  const feedback = [...document.querySelectorAll("answer-feedback")].at(-1);
  if (verdict && bar instanceof VoteBar) bar.cast(verdict);
  else if (thumb && feedback instanceof AnswerFeedback) feedback.press(thumb);
  else if (event.key === "?") dialog?.showModal();
  else if (event.key === "/") prompt()?.focus();
  else {
    // Whoever just begins to write means the prompt box; the letter goes on into it.
    if (/^\p{L}$/u.test(event.key)) prompt()?.focus();
    return;
  }
  event.preventDefault();
}

function prompt(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#prompt");
}

function stop(): void {
  const battle = document.querySelector("battle-arena");
  if (battle instanceof BattleArena && battle.live) battle.stopBoth();
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])");
}
