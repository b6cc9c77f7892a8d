import { announce } from "../helpers/announce";
import { type Problem, showProblem } from "../helpers/http";
import { word } from "../helpers/words";

export type Winner = "model_a" | "tie" | "tie (bothbad)" | "model_b";

/** The verdicts in the order of their keys, 1 to 4. */
export const verdicts: readonly Winner[] = ["model_a", "tie", "tie (bothbad)", "model_b"];

export interface Ballot {
  winner: Winner;
  reasons?: { a: string[]; b: string[] };
  comment?: string;
}

/** Why a vote can or can't be cast now. */
export type Poll = "wait" | "ready" | "empty" | "sending";

/** The four verdicts. Dispatches "vote-cast" with the ballot; while it is closed, it says why. */
export class VoteBar extends HTMLElement {
  connectedCallback(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (button instanceof HTMLButtonElement) this.cast(button.value as Winner);
    });
    this.form.addEventListener("change", () => this.count());
    this.querySelector('[data-action="retry-both"]')?.addEventListener("click", () => {
      this.dispatchEvent(new CustomEvent("retry-both", { bubbles: true }));
    });
    this.addEventListener("keydown", (event) => this.leave(event));
  }

  /** Opens or closes the poll, and says so. */
  set poll(poll: Poll) {
    this.dataset["open"] = String(poll === "ready");
    const hint = this.querySelector(".vote-hint");
    if (hint) hint.textContent = word(`vote.hint.${poll}`);
    for (const button of this.querySelectorAll(".verdict")) {
      if (poll === "ready") button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
    const again = this.querySelector<HTMLElement>('[data-action="retry-both"]');
    if (again) again.hidden = poll !== "ready" && poll !== "empty";
    if (poll === "wait") showProblem(this.querySelector(".problem"), null);
  }

  /** Votes, if voting is possible now; otherwise says what it is waiting for. */
  cast(winner: Winner): void {
    if (this.dataset["open"] !== "true") {
      announce(this.querySelector(".vote-hint")?.textContent ?? "");
      return;
    }
    this.dispatchEvent(new CustomEvent("vote-cast", { bubbles: true, detail: this.ballot(winner) }));
  }

  /** The vote did not arrive: nothing is lost, and it can be cast again. */
  failed(problem: Problem): void {
    this.poll = "ready";
    showProblem(this.querySelector(".problem"), problem);
  }

  private ballot(winner: Winner): Ballot {
    const data = new FormData(this.form);
    const reasons = {
      a: data.getAll("reasons_a").map(String),
      b: data.getAll("reasons_b").map(String),
    };
    const comment = String(data.get("comment") ?? "").trim();
    return {
      winner,
      ...(reasons.a.length + reasons.b.length > 0 ? { reasons } : {}),
      ...(comment ? { comment } : {}),
    };
  }

  private count(): void {
    const chosen = this.querySelectorAll(".chip :checked").length;
    const place = this.querySelector<HTMLElement>(".reasons-count");
    if (!place) return;
    place.hidden = chosen === 0;
    place.textContent = String(chosen);
  }

  /** Escape folds the reasons away and goes back to what opened them. */
  private leave(event: KeyboardEvent): void {
    const reasons = this.querySelector<HTMLDetailsElement>(".reasons");
    if (event.key !== "Escape" || !reasons?.open) return;
    event.stopPropagation();
    reasons.open = false;
    reasons.querySelector("summary")?.focus();
  }

  private get form(): HTMLFormElement {
    const form = this.querySelector("form");
    if (!form) throw new Error("a vote bar without a form");
    return form;
  }
}
