import { announce } from "../helpers/announce";

interface Problem {
  words: string;
  advice: string;
  detail: string;
}

interface Result {
  passed: boolean;
  text: string;
  problems: Problem[];
  firstToken: string;
  speed: string;
  tokens: string;
  cost: string;
}

const FIGURES = ["firstToken", "speed", "tokens", "cost"] as const;

/** Tests a model: the answer appears as it is written, then the figures or what went wrong. */
export class ModelTest extends HTMLElement {
  private running: AbortController | undefined;

  connectedCallback(): void {
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run((event.target as HTMLFormElement).action);
    });
  }

  disconnectedCallback(): void {
    this.running?.abort();
  }

  private async run(url: string): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.clear();
    try {
      const headers = { Accept: "text/event-stream" };
      const response = await fetch(url, { method: "POST", headers, signal: running.signal });
      if (!response.ok || !response.body) throw new Error(String(response.status));
      const ended = await this.read(response.body);
      if (!ended) throw new Error("cut short");
    } catch {
      if (!running.signal.aborted) this.say("lost");
    }
  }

  private clear(): void {
    const answer = this.find(".test-answer");
    answer.textContent = "";
    answer.hidden = false;
    this.find(".test-problems").replaceChildren();
    this.find(".figures").hidden = true;
    this.say("waiting");
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<boolean> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    let ended = false;
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) ended = this.take(event) || ended;
    }
    return ended;
  }

  /** Whether it was the last event. */
  private take(event: string): boolean {
    const name = /^event: ?(.*)$/m.exec(event)?.[1];
    const data = /^data: ?(.*)$/m.exec(event)?.[1];
    if (!data) return false;
    if (name === "text") this.find(".test-answer").append(JSON.parse(data).text);
    if (name !== "result") return false;
    this.show(JSON.parse(data) as Result);
    return true;
  }

  private show(result: Result): void {
    for (const figure of FIGURES) {
      this.find(`[data-figure="${figure}"]`).textContent = result[figure];
    }
    this.find(".test-problems").replaceChildren(...result.problems.map(item));
    this.find(".figures").hidden = !result.passed;
    this.find(".test-answer").hidden = result.text === "";
    this.say(result.passed ? "passed" : "");
    if (result.passed) this.querySelector(".test-live .button")?.classList.add("primary");
  }

  private say(state: string): void {
    const place = this.find(".test-state");
    place.textContent = place.dataset[state] ?? "";
    if (place.textContent) announce(place.textContent);
  }

  private find(selector: string): HTMLElement {
    const found = this.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }
}

function item(problem: Problem): HTMLElement {
  const place = document.createElement("li");
  place.className = "problem";
  const title = document.createElement("strong");
  title.textContent = problem.words;
  place.append(title, problem.advice);
  if (problem.detail) {
    const detail = document.createElement("code");
    detail.className = "test-detail";
    detail.textContent = problem.detail;
    place.append(" ", detail);
  }
  return place;
}
