import { readFileSync } from "node:fs";
import { vi } from "vitest";

/** A stand-in for the browser's EventSource, driven by the test. */
export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: FakeEventSource[] = [];
  static get last(): FakeEventSource {
    const source = FakeEventSource.all.at(-1);
    if (!source) throw new Error("nothing has been opened");
    return source;
  }

  readyState = FakeEventSource.OPEN;

  constructor(readonly url: string) {
    super();
    FakeEventSource.all.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  send(event: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }

  /** The connection goes; the browser tries again by itself, or has given up. */
  drop(gaveUp: boolean): void {
    this.readyState = gaveUp ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING;
    this.dispatchEvent(new Event("error"));
  }

  comeBack(): void {
    this.readyState = FakeEventSource.OPEN;
    this.dispatchEvent(new Event("open"));
  }
}

/** Gives jsdom what browsers have and it has not. */
export function furnish(): void {
  FakeEventSource.all = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("CSS", { supports: () => true });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal("scrollBy", () => {});
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 0));
}

/** What the server answers to a request, by path; every request is kept. */
export function answer(replies: Record<string, () => Response>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    const request = new Request(new URL(url, "http://arena.test"), init);
    requests.push(request);
    const reply = replies[new URL(request.url).pathname];
    if (!reply) throw new TypeError("no connection");
    return reply();
  });
  return requests;
}

const templates = "../src/main/resources/templates/";

/** A piece of a template, with what the template engine would decide already plain in it. */
export function markup(file: string, element: string): string {
  const page = new DOMParser().parseFromString(readFileSync(templates + file, "utf8"), "text/html");
  const found = page.querySelector(element);
  if (!found) throw new Error(`${file} has no ${element}`);
  return found.outerHTML;
}
