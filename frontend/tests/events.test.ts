import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TurnStream } from "../src/streams/events";
import { FakeEventSource, furnish } from "./browser";

type Call = [name: string, ...values: unknown[]];

let calls: Call[];
let stream: TurnStream;

const listener = new Proxy({} as ConstructorParameters<typeof TurnStream>[1], {
  get:
    (_, name) =>
    (...values: unknown[]) =>
      calls.push([String(name), ...values]),
});

beforeEach(() => {
  vi.useFakeTimers();
  furnish();
  calls = [];
  stream = new TurnStream("/battles/1/events", listener);
  stream.open();
});

afterEach(() => {
  stream.close();
  vi.useRealTimers();
});

describe("the stream of a turn", () => {
  it("passes on what each seat writes", () => {
    FakeEventSource.last.send("delta", { seat: "a", from: 0, text: "He" });
    FakeEventSource.last.send("reasoning", { seat: "b", from: 3, text: "so" });
    FakeEventSource.last.send("settled", { seat: "a", outcome: "complete" });
    FakeEventSource.last.send("settled", { seat: "b", outcome: "failed", kind: "timed-out", retry: true });
    expect(calls).toEqual([
      ["delta", "a", 0, "He"],
      ["reasoning", "b", 3, "so"],
      ["settled", "a", "complete", null, false],
      ["settled", "b", "failed", "timed-out", true],
    ]);
  });

  it.each([
    [{ vote: true }, true],
    [{ vote: false, reason: "empty-seat" }, false],
  ])("closes when the turn is ready: %j", (data, vote) => {
    FakeEventSource.last.send("ready", data);
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
    expect(calls).toEqual([["ready", vote]]);
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.all).toHaveLength(1);
  });

  it("leaves a short cut to the browser, which resumes from the last event", () => {
    FakeEventSource.last.drop(false);
    vi.advanceTimersByTime(1500);
    FakeEventSource.last.comeBack();
    vi.advanceTimersByTime(60_000);
    expect(calls).toEqual([]);
    expect(FakeEventSource.all).toHaveLength(1);
  });

  it("tells of a loss that is felt, once, and of its end", () => {
    FakeEventSource.last.drop(false);
    FakeEventSource.last.drop(false);
    vi.advanceTimersByTime(2500);
    FakeEventSource.last.drop(false);
    expect(calls).toEqual([["lost"]]);
    FakeEventSource.last.comeBack();
    expect(calls).toEqual([["lost"], ["back"]]);
  });

  it("starts again by itself where the browser gives up, ever more slowly", () => {
    for (let attempt = 1; attempt <= 4; attempt++) {
      expect(FakeEventSource.all).toHaveLength(attempt);
      FakeEventSource.last.drop(true);
      vi.advanceTimersByTime(25_000);
    }
    FakeEventSource.last.comeBack();
    expect(calls).toEqual([["lost"], ["back"]]);
  });

  it("starts again at once when the network is back", () => {
    FakeEventSource.last.drop(true);
    stream.retryNow();
    expect(FakeEventSource.all).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.all).toHaveLength(2);
  });

  it("passes on a problem the server names, and does not ask again", () => {
    FakeEventSource.last.send("error", { status: 404, title: "No such battle", detail: "It is gone." });
    expect(calls).toEqual([["problem", { status: 0, title: "No such battle", detail: "It is gone." }]]);
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.all).toHaveLength(1);
  });
});
