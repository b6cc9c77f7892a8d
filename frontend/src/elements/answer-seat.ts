import { announce } from "../helpers/announce";
import { copyWith } from "../helpers/clipboard";
import { dress, finish } from "../helpers/dress";
import { word } from "../helpers/words";
import type { Outcome, Seat } from "../streams/events";
import type { Incremental } from "../streams/incremental";
import { AnswerFeedback } from "./answer-feedback";

type State = Outcome | "streaming";

/** Markdown is needed once there is an answer, not to write a prompt. */
const rendering = () => import("../streams/incremental");

/** Fetches what rendering answers needs, ahead of the first one. */
export function prepareRendering(): void {
  void rendering();
}

/** One answer: its text as it grows, its state in words, and what can be done with it. */
export class AnswerSeat extends HTMLElement {
  private answer: GrowingText | undefined;
  private thoughts: GrowingText | undefined;
  private prepared = false;

  connectedCallback(): void {
    if (this.prepared) return;
    this.prepared = true;
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return; // Feedback, which has been seen to.
      event.preventDefault();
      this.ask("seat-retry");
    });
    if (this.state === "streaming") return;
    for (const prose of this.querySelectorAll(".prose")) {
      dress(prose);
      finish(prose);
    }
  }

  get seat(): Seat {
    return this.dataset["seat"] === "b" ? "b" : "a";
  }

  get state(): State {
    return (this.dataset["state"] ?? "streaming") as State;
  }

  /** How far down the text of this answer reaches, in the viewport. */
  get end(): number {
    return this.querySelector(".seat-foot")?.getBoundingClientRect().bottom ?? 0;
  }

  /** Clears the seat for an answer that is about to be written. */
  begin(): void {
    this.answer = undefined;
    this.thoughts = undefined;
    this.piece(".answer").replaceChildren();
    this.piece(".reasoning-text").replaceChildren();
    this.piece(".reasoning").hidden = true;
    this.piece(".seat-notice").hidden = true;
    this.feedback?.offer(false);
    this.show("streaming");
    this.wait(true);
    announce(word("announce.streaming", this.label));
  }

  delta(from: number, text: string): void {
    this.wait(false);
    this.answer ??= this.growing(".answer");
    this.answer.receive(from, text);
    this.button("copy").hidden = this.answer.text === "";
  }

  reasoning(from: number, text: string): void {
    this.wait(false);
    this.piece(".reasoning").hidden = false;
    this.thoughts ??= this.growing(".reasoning-text");
    this.thoughts.receive(from, text);
  }

  settle(outcome: Outcome, kind: string | null, retry: boolean): void {
    const news = this.state === "streaming";
    this.wait(false);
    this.answer?.end();
    this.thoughts?.end();
    this.show(outcome);
    const notice = this.piece(".seat-notice");
    notice.hidden = outcome !== "failed" && outcome !== "interrupted";
    const reason = kind ?? (outcome === "interrupted" ? "interrupted" : "unavailable");
    const words = this.alone ? "failed.one" : "failed";
    this.piece(".seat-reason").textContent = word(`${words}.${reason}`, this.seat.toUpperCase());
    this.piece(".seat-kept").hidden = !this.answer?.text;
    if (retry) this.allowRetry(true);
    if (news) this.feedback?.offer(Boolean(this.answer?.text.trim()));
    if (news) announce(word("announce.settled", this.label, word(`state.${outcome}`)));
  }

  /** Offers to write this answer again, or stops offering it. */
  allowRetry(allowed: boolean): void {
    const again = this.button("retry");
    const failed = this.state === "failed" || this.state === "interrupted";
    const label = again.querySelector(".button-words");
    const words = this.alone ? "seat.again.one" : "seat.again.failed";
    if (label) label.textContent = word(failed ? words : "seat.again");
    this.reveal(again, allowed);
  }

  /** Draws what has arrived since the last frame; the battle calls it, for both seats at once. */
  draw(): void {
    this.answer?.draw();
    this.thoughts?.draw();
  }

  /** Text that may have to wait for its renderer; the battle draws it then, in a frame of its own. */
  private growing(selector: string): GrowingText {
    return new GrowingText(this.piece(selector), () => {
      this.dispatchEvent(new CustomEvent("seat-drawable", { bubbles: true }));
    });
  }

  private get label(): string {
    return word(this.alone ? "seat.one" : `seat.${this.seat}`);
  }

  /** Whether this is the only answer: the battle is a direct one. */
  private get alone(): boolean {
    return this.closest('[data-mode="direct"]') !== null;
  }

  private get feedback(): AnswerFeedback | null {
    const feedback = this.querySelector("answer-feedback");
    return feedback instanceof AnswerFeedback ? feedback : null;
  }

  private show(state: State): void {
    this.dataset["state"] = state;
    const tab = this.tab();
    if (tab) tab.dataset["state"] = state;
    this.status(`state.${state}`);
    const writing = state === "streaming";
    if (writing) this.button("stop").hidden = false;
    for (const action of writing ? ["retry", "copy"] : ["stop"]) this.reveal(this.button(action), false);
  }

  /** Nothing has come yet; the style shows it once the wait is long enough to be felt. */
  private wait(waiting: boolean): void {
    if (waiting === this.hasAttribute("data-waiting")) return;
    for (const element of [this, this.tab()]) element?.toggleAttribute("data-waiting", waiting);
    this.status(waiting ? "state.waiting" : `state.${this.state}`);
  }

  private status(key: string): void {
    for (const element of [this, this.tab()]) {
      const status = element?.querySelector(".status");
      if (status) status.textContent = word(key);
    }
  }

  /** Shows or hides a button; focus that would be lost moves to the next one that stays. */
  private reveal(button: HTMLElement, visible: boolean): void {
    const focused = document.activeElement === button;
    button.hidden = !visible;
    if (visible || !focused) return;
    const next = this.querySelector<HTMLElement>(".seat-foot .button:not([hidden])");
    if (!next) this.tabIndex = -1;
    (next ?? this).focus({ preventScroll: true });
  }

  private clicked(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>("[data-action]");
    if (button?.dataset["action"] === "stop") this.ask("seat-stop");
    if (button?.dataset["action"] === "copy") void this.copy(button);
    if (button?.dataset["action"] === "copy-code") {
      const code = button.closest(".code")?.querySelector("pre")?.textContent ?? "";
      void copyWith(button, code);
    }
  }

  private ask(what: "seat-stop" | "seat-retry"): void {
    this.dispatchEvent(new CustomEvent(what, { bubbles: true, detail: { seat: this.seat } }));
  }

  /** Copies the answer as it was written, in Markdown; a page that was reloaded asks for it. */
  private async copy(button: HTMLElement): Promise<void> {
    await copyWith(button, this.answer?.text ?? (await this.stored()) ?? this.piece(".answer").innerText);
  }

  private async stored(): Promise<string | undefined> {
    const turn = this.closest<HTMLElement>(".turn");
    const battle = turn?.dataset["battle"] ?? this.closest<HTMLElement>("battle-arena")?.dataset["id"];
    const number = Number(turn?.dataset["turn"]);
    try {
      const response = await fetch(`/battles/${battle}`, { headers: { Accept: "application/json" } });
      return (await response.json()).turns[number - 1]?.[this.seat]?.text;
    } catch {
      return undefined;
    }
  }

  private tab(): HTMLElement | null {
    const turn = this.closest(".turn");
    return turn?.querySelector<HTMLElement>(`.seat-tab[data-seat="${this.seat}"]`) ?? null;
  }

  private piece(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector) ?? document.createElement("div");
  }

  private button(action: string): HTMLElement {
    return this.piece(`[data-action="${action}"]`);
  }
}

/** Text that arrives in pieces, and the place where it is shown. */
class GrowingText {
  text = "";
  private drawn: string | undefined;
  private done = false;
  private renderer: Incremental | undefined;

  constructor(place: Element, drawable: () => void) {
    void rendering().then(({ Incremental }) => {
      this.renderer = new Incremental(place);
      drawable();
    });
  }

  /** Takes a piece by its offset; one that starts further back replaces what was there. */
  receive(from: number, piece: string): void {
    this.text = this.text.slice(0, from) + piece;
    this.done = false;
  }

  end(): void {
    this.done = true;
    this.drawn = undefined;
  }

  draw(): void {
    if (!this.renderer || this.drawn === this.text) return;
    this.drawn = this.text;
    if (this.done) this.renderer.end(this.text);
    else this.renderer.update(this.text);
  }
}
