import { type Problem, problemIn } from "../helpers/http";

export type Seat = "a" | "b";
export type Outcome = "complete" | "stopped" | "failed" | "interrupted";

/** What a turn's event stream tells, as it happens. Offsets count UTF-16 units, as strings do here. */
export interface TurnListener {
  delta(seat: Seat, from: number, text: string): void;
  reasoning(seat: Seat, from: number, text: string): void;
  settled(seat: Seat, outcome: Outcome, kind: string | null, retry: boolean): void;
  ready(vote: boolean): void;
  problem(problem: Problem): void;
  lost(): void;
  back(): void;
}

/** A loss shorter than this is not worth a word. */
const noticedAfter = 2000;
const longestPause = 20_000;

/**
 * The events of a battle's last turn, until both answers have settled. The browser resumes a cut
 * connection by itself from the last event id; where it gives up, this starts again from the beginning.
 */
export class TurnStream {
  private source: EventSource | undefined;
  private timers: ReturnType<typeof setTimeout>[] = [];
  private failures = 0;
  private missed = false;

  constructor(
    private readonly url: string,
    private readonly listener: TurnListener,
  ) {}

  open(): void {
    this.close();
    const source = new EventSource(this.url);
    this.source = source;
    source.addEventListener("open", () => this.connected());
    source.addEventListener("delta", (event) => {
      const { seat, from, text } = JSON.parse(event.data);
      this.listener.delta(seat, from, text);
    });
    source.addEventListener("reasoning", (event) => {
      const { seat, from, text } = JSON.parse(event.data);
      this.listener.reasoning(seat, from, text);
    });
    source.addEventListener("settled", (event) => {
      const { seat, outcome, kind, retry } = JSON.parse(event.data);
      this.listener.settled(seat, outcome, kind ?? null, retry === true);
    });
    source.addEventListener("ready", (event) => {
      this.close();
      this.listener.ready(JSON.parse(event.data).vote === true);
    });
    source.addEventListener("error", (event) => this.failed(event));
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    this.source?.close();
    this.source = undefined;
  }

  /** Starts again at once: the network is back. */
  retryNow(): void {
    if (this.source && this.source.readyState !== EventSource.OPEN) this.open();
  }

  private connected(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    this.failures = 0;
    if (this.missed) this.listener.back();
    this.missed = false;
  }

  /** A named event of the server, or the browser's word that the connection has gone. */
  private failed(event: Event): void {
    if (event instanceof MessageEvent && typeof event.data === "string") {
      this.close();
      this.listener.problem(problemIn(event.data, 0));
      return;
    }
    this.failures++;
    if (!this.missed && this.failures === 1) {
      this.timers.push(setTimeout(() => this.missing(), noticedAfter));
    }
    if (this.source?.readyState === EventSource.CLOSED) {
      const pause = Math.min(longestPause, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
      this.timers.push(setTimeout(() => this.reopen(), pause));
    }
  }

  private missing(): void {
    this.missed = true;
    this.listener.lost();
  }

  private reopen(): void {
    const [failures, missed] = [this.failures, this.missed];
    this.open();
    this.failures = failures;
    if (!missed) this.timers.push(setTimeout(() => this.missing(), noticedAfter));
  }
}
