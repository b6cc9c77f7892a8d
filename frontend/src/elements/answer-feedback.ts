import { announce } from "../helpers/announce";
import { type Problem, post, showProblem } from "../helpers/http";
import { word } from "../helpers/words";

export type Thumb = "up" | "down" | "flag";

/** The thumbs in the order of their keys, 1 to 3. */
export const thumbs: readonly Thumb[] = ["up", "down", "flag"];

/** Thumbs for one answer of a direct battle, and why; each can be changed and taken back. */
export class AnswerFeedback extends HTMLElement {
  private sending = false;

  connectedCallback(): void {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      if (button?.classList.contains("thumb")) this.press(button.dataset["verdict"] as Thumb);
      else void this.explain();
    });
  }

  /** Asks for feedback on the answer as it stands now, or hides while there is nothing to judge. */
  offer(there: boolean): void {
    this.hidden = !there;
    this.show(null);
  }

  /** Gives a thumb; the same one again takes it back. */
  press(thumb: Thumb): void {
    if (!this.hidden) void this.say(this.dataset["verdict"] === thumb ? null : thumb);
  }

  private async say(thumb: Thumb | null): Promise<void> {
    if (!(await this.send({ feedback: thumb ?? "none" }))) return;
    this.show(thumb);
    announce(word(thumb ? "feedback.saved" : "feedback.removed"));
  }

  private async explain(): Promise<void> {
    const data = new FormData(this.why?.querySelector("form") ?? undefined);
    const comment = String(data.get("comment") ?? "").trim();
    const sent = await this.send({
      feedback: this.dataset["verdict"],
      reasons: data.getAll("reasons").map(String),
      ...(comment ? { comment } : {}),
    });
    if (!sent || !this.why) return;
    this.why.open = false;
    this.why.querySelector("summary")?.focus();
    announce(word("feedback.saved"));
  }

  private async send(body: unknown): Promise<boolean> {
    if (this.sending) return false;
    this.sending = true;
    const battle = this.closest<HTMLElement>("battle-arena")?.dataset["id"];
    const turn = this.closest<HTMLElement>(".turn")?.dataset["turn"];
    const reply = await post(`/battles/${battle}/turns/${turn}/feedback`, body);
    this.sending = false;
    this.problem(reply.ok ? null : reply.problem);
    return reply.ok;
  }

  private show(thumb: Thumb | null): void {
    if (thumb) this.dataset["verdict"] = thumb;
    else delete this.dataset["verdict"];
    for (const button of this.querySelectorAll<HTMLElement>(".thumb")) {
      button.setAttribute("aria-pressed", String(button.dataset["verdict"] === thumb));
    }
    if (!this.why) return;
    // What was said of the answer belonged to the other thumb.
    this.why.querySelector("form")?.reset();
    for (const box of this.why.querySelectorAll<HTMLInputElement>(".chip input")) box.checked = false;
    const comment = this.why.querySelector("textarea");
    if (comment) comment.value = "";
    this.why.hidden = thumb === null;
    this.why.open = thumb === "flag";
  }

  private problem(problem: Problem | null): void {
    const shown = problem?.status === 0 ? { ...problem, title: word("feedback.lost") } : problem;
    showProblem(this.querySelector(".problem"), shown);
  }

  private get why(): HTMLDetailsElement | null {
    return this.querySelector<HTMLDetailsElement>(".feedback-why");
  }
}
