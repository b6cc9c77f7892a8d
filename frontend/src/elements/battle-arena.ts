import { announce } from "../helpers/announce";
import { Follower } from "../helpers/follow";
import { type Problem, post } from "../helpers/http";
import { blankTurn } from "../helpers/turns";
import { word } from "../helpers/words";
import { type Outcome, type Seat, type TurnListener, TurnStream } from "../streams/events";
import { AnswerSeat } from "./answer-seat";
import { PromptBox } from "./prompt-box";
import { type Ballot, VoteBar } from "./vote-bar";

/** Milliseconds; a frame that took longer (one endless list) is followed by a rest, so that the page stays quick. */
const heavyFrame = 8;

/** A battle on the page: keeps its last turn in step with the server, and sends what the person decides. */
export class BattleArena extends HTMLElement implements TurnListener {
  private stream: TurnStream | undefined;
  private awaited = false;
  private cost = 0;
  private readonly follower = new Follower(
    () => Math.max(...this.visibleSeats().map((seat) => seat.end)),
    () => this.querySelector(".dock")?.getBoundingClientRect().top ?? window.innerHeight,
  );
  private readonly leaving = new AbortController();

  connectedCallback(): void {
    if (this.dataset["outcome"]) return;
    // Its parts are asked from here on; a browser may wake them after the whole.
    customElements.upgrade(this);
    this.listen();
    // A battle that has only just begun gets its turn, and with it the stream, from begin().
    if (this.live && this.seats().length > 0) this.attach();
  }

  disconnectedCallback(): void {
    this.stream?.close();
    this.leaving.abort();
  }

  get live(): boolean {
    return this.dataset["live"] === "true";
  }

  /** Shows a turn that the server has just begun, and follows it. */
  begin(number: number, prompt: string): void {
    for (const seat of this.seats()) {
      seat.draw(); // What arrived last may still be waiting for its frame.
      seat.allowRetry(false);
    }
    const turn = blankTurn(number, prompt);
    this.querySelector(".transcript")?.append(turn);
    for (const seat of this.seats()) seat.begin();
    this.attach();
    this.follower.toEnd("instant");
    // Off the prompt box, where 1 to 4 would be text: the next thing to do here is to judge.
    turn.focus({ preventScroll: true });
  }

  delta(seat: Seat, from: number, text: string): void {
    this.seat(seat)?.delta(from, text);
    this.drawSoon();
  }

  reasoning(seat: Seat, from: number, text: string): void {
    this.seat(seat)?.reasoning(from, text);
    this.drawSoon();
  }

  settled(seat: Seat, outcome: Outcome, kind: string | null, retry: boolean): void {
    this.seat(seat)?.settle(outcome, kind, retry);
    this.drawSoon();
  }

  ready(vote: boolean): void {
    this.dataset["live"] = "false";
    this.note(null);
    for (const seat of this.seats()) seat.allowRetry(true);
    if (this.box) this.box.streaming = false;
    if (this.bar) this.bar.poll = vote ? "ready" : "empty";
    // A direct battle has no vote; that its answer has ended has been said.
    if (this.bar) announce(vote ? word("announce.ready") : word("vote.hint.empty"));
    this.drawSoon();
  }

  problem(problem: Problem): void {
    this.note([problem.title, problem.detail].filter(Boolean).join(" "));
  }

  lost(): void {
    this.note(word(navigator.onLine ? "connection.lost" : "connection.offline"));
    announce(word("announce.lost"));
  }

  back(): void {
    this.note(null);
    announce(word("announce.back"));
  }

  /** Stops every answer that is still being written; their text stays. */
  stopBoth(): void {
    for (const seat of this.seats()) if (seat.state === "streaming") void this.stop(seat.seat);
  }

  private listen(): void {
    const { signal } = this.leaving;
    const on = <T>(name: string, action: (detail: T) => void) =>
      this.addEventListener(name, (event) => action((event as CustomEvent<T>).detail), { signal });
    on<{ text: string }>("prompt-send", ({ text }) => void this.send(text));
    on<{ seat: Seat }>("seat-stop", ({ seat }) => void this.stop(seat));
    on<{ seat: Seat }>("seat-retry", ({ seat }) => void this.retry([seat], `/seats/${seat}/retry`));
    on<Ballot>("vote-cast", (ballot) => void this.vote(ballot));
    on("retry-both", () => void this.retry(["a", "b"], "/retry"));
    on("stop-both", () => this.stopBoth());
    on("seat-drawable", () => this.drawSoon());
    const end = this.querySelector<HTMLElement>('[data-action="to-end"]');
    end?.addEventListener("click", () => this.follower.toEnd("smooth"), { signal });
    window.addEventListener("scroll", () => this.offerEnd(), { signal, passive: true });
    window.addEventListener("online", () => this.stream?.retryNow(), { signal });
  }

  private attach(): void {
    this.dataset["live"] = "true";
    if (this.box) this.box.streaming = true;
    if (this.bar) this.bar.poll = "wait";
    this.stream ??= new TurnStream(this.url("/events"), this);
    this.stream.open();
  }

  private async send(prompt: string): Promise<void> {
    const opens = this.dataset["opens"];
    if (opens) return this.carryOn(opens, prompt);
    const reply = await post<{ turn: number }>(this.url("/turns"), { prompt });
    if (!reply.ok) return this.box?.refused(reply.problem);
    this.box?.accepted();
    this.begin(reply.value.turn, prompt);
  }

  /** The first prompt of a battle that carries another one on: it is opened, at its own address. */
  private async carryOn(url: string, prompt: string): Promise<void> {
    const reply = await post<{ id: string }>(url, { prompt });
    if (!reply.ok) return this.box?.refused(reply.problem);
    this.box?.accepted();
    // Its first turn comes after those it carries on.
    location.assign(`/battles/${reply.value.id}#turn-1`);
  }

  private async stop(seat: Seat): Promise<void> {
    const reply = await post(this.url(`/seats/${seat}/stop`));
    if (!reply.ok) this.problem(reply.problem);
  }

  private async retry(seats: Seat[], path: string): Promise<void> {
    const reply = await post(this.url(path));
    if (!reply.ok) return this.problem(reply.problem);
    this.note(null);
    for (const seat of this.seats()) {
      if (seats.includes(seat.seat)) seat.begin();
      else seat.allowRetry(false);
    }
    this.attach();
  }

  private async vote(ballot: Ballot): Promise<void> {
    if (this.bar) this.bar.poll = "sending";
    const reply = await post(this.url("/vote"), ballot);
    // 409: a vote stands already, from another tab perhaps. The page that shows it is the answer.
    if (!reply.ok && reply.problem.status !== 409) return this.bar?.failed(reply.problem);
    await this.reveal();
  }

  /** Puts the page as it is after the vote in the place of this one, without loading anything again. */
  private async reveal(): Promise<void> {
    try {
      const response = await fetch(this.url(""), { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const after = page.querySelector("battle-arena");
      if (!response.ok || !after) throw new Error("no page");
      const side = this.querySelector('.seat-tab[data-seat="b"][aria-current="true"]') ? "b" : "a";
      this.replaceWith(document.importNode(after, true));
      document.dispatchEvent(new CustomEvent("battle-shown", { detail: { side } }));
      document.getElementById("reveal-title")?.focus({ preventScroll: true });
      const reveal = document.getElementById("reveal");
      reveal?.classList.add("fresh");
      reveal?.scrollIntoView({ block: "nearest", behavior: "instant" });
    } catch {
      location.reload();
    }
  }

  /** Draws both seats in the next frame, however many pieces arrive until then. */
  private drawSoon(): void {
    if (this.awaited) return;
    this.awaited = true;
    const rest = this.cost > heavyFrame ? this.cost * 3 : 0;
    const draw = () => requestAnimationFrame(() => this.draw());
    if (rest > 0) setTimeout(draw, rest);
    else draw();
  }

  private draw(): void {
    this.awaited = false;
    if (!this.isConnected) return;
    const started = performance.now();
    this.follower.around(() => {
      for (const seat of this.seats()) seat.draw();
    });
    this.offerEnd();
    this.cost = performance.now() - started;
  }

  private offerEnd(): void {
    const end = this.querySelector<HTMLElement>('[data-action="to-end"]');
    if (end) end.hidden = !this.live || this.follower.atEnd();
  }

  private note(text: string | null): void {
    const place = this.querySelector<HTMLElement>(".connection");
    if (!place) return;
    place.hidden = text === null;
    place.textContent = text ?? "";
  }

  private url(path: string): string {
    return `/battles/${this.dataset["id"]}${path}`;
  }

  /** The seats of the last turn: the only ones that can change. */
  private seats(): AnswerSeat[] {
    const turns = this.querySelectorAll(".turn");
    const seats = turns[turns.length - 1]?.querySelectorAll("answer-seat") ?? [];
    return [...seats].filter((seat): seat is AnswerSeat => seat instanceof AnswerSeat);
  }

  private seat(which: Seat): AnswerSeat | undefined {
    return this.seats().find((seat) => seat.seat === which);
  }

  /** On a narrow screen one answer is beside the window: only what is in it counts. */
  private visibleSeats(): AnswerSeat[] {
    const middle = window.innerWidth / 2;
    const seats = this.seats();
    const seen = seats.filter((seat) => {
      const { left, right, width } = seat.getBoundingClientRect();
      return width < middle * 1.2 || (left < middle && right > middle);
    });
    return seen.length > 0 ? seen : seats;
  }

  private get box(): PromptBox | null {
    const box = this.querySelector("prompt-box");
    return box instanceof PromptBox ? box : null;
  }

  private get bar(): VoteBar | null {
    const bar = this.querySelector("vote-bar");
    return bar instanceof VoteBar ? bar : null;
  }
}
