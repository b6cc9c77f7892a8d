import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { markup } from "../src/plots/chart";
import { type Colour, contrast, mixed, type Palette } from "../src/plots/colours";
import type { Met, PlotData, PlotName, Rated } from "../src/plots/data";
import { draw } from "../src/plots/draw";
import { type Sheet, ticks } from "../src/plots/drawing";
import { highest } from "../src/plots/history";
import { sides, spread } from "../src/plots/labels";
import { expectedHeight } from "../src/plots/layout";
import { cells } from "../src/plots/matrix";
import { logScale, unbeaten } from "../src/plots/scatter";
import { step } from "../src/plots/step";
import { fitted, wrapped } from "../src/plots/text";

const messages = readFileSync("../src/main/resources/messages/leaderboard.properties", "utf8");

/** The colours of styles/tokens.css. */
const schemes: Record<string, Palette> = {
  light: scheme("f7f6f3", "17181b", "595c63", "e0ddd6", "84868d", "1d5bb8", "9a4a00"),
  dark: scheme("121315", "ececea", "a6a9b0", "2f3237", "74777e", "86b4ff", "f2ab61"),
};

function scheme(...hex: string[]): Palette {
  const [paper, ink, soft, line, strong, blue, amber] = hex.map(
    (one) => [0, 2, 4].map((at) => Number.parseInt(one.slice(at, at + 2), 16)) as unknown as Colour,
  ) as [Colour, Colour, Colour, Colour, Colour, Colour, Colour];
  return { paper, ink, soft, line, strong, blue, amber, font: "sans-serif", size: 13 };
}

function sheet(plot: PlotName, width = 900, more: Partial<Sheet> = {}): Sheet {
  return {
    width,
    palette: schemes["light"] as Palette,
    measure: (text) => text.length * 7,
    language: "en",
    say: (word, ...values) => {
      const text = new RegExp(`^board\\.plot\\.${plot}\\.${word} = (.*)$`, "m").exec(messages)?.[1];
      if (text === undefined) throw new Error(`no word board.plot.${plot}.${word}`);
      return text
        .replace(/\{(\d)\}/g, (whole, index) => String(values[Number(index)] ?? whole))
        .replaceAll(" | ", "\n");
    },
    whole: false,
    reading: "expected",
    ...more,
  };
}

function rated(model: string, rating: number): Rated {
  return { model, rank: 1, rating, lower: rating - 20, upper: rating + 30, votes: 1234 };
}

const met: Met = { model: "birch", rival: "maple", expected: 0.64, observed: 0.75, votes: 40 };
const strangers: Met = { model: "birch", rival: "rowan", expected: 0.7, observed: null, votes: 0 };
const few: Met = { model: "maple", rival: "rowan", expected: 0.6, observed: 1, votes: 3 };
const models = ["birch", "maple", "rowan"];

const data: PlotData = {
  intervals: { rows: [rated("birch", 1100), rated("maple", 1000), { ...rated("rowan", 900), upper: null }] },
  "win-rates": { models, rows: [met, strangers, few] },
  battles: { models, rows: [met, strangers, few] },
  history: {
    series: models.map((model, at) => ({
      model,
      points: [1, 2, 3].map((day) => ({
        date: `2026-11-0${day}`,
        rating: 1000 + 10 * at + day,
        lower: 900,
        upper: null,
        votes: 100 * day,
      })),
    })),
  },
  price: {
    rows: [
      { ...rated("birch", 1100), measure: 15 },
      { ...rated("maple", 1000), measure: 0.6 },
      { ...rated("rowan", 900), measure: 0 },
    ],
  },
  speed: {
    rows: [
      { ...rated("birch", 1100), measure: 30 },
      { ...rated("maple", 1000), measure: 120 },
    ],
  },
  style: {
    rows: [
      { feature: "tokens", coefficient: 31.2, lower: 24, upper: 38 },
      { feature: "bold", coefficient: -3, lower: -9, upper: 3 },
    ],
  },
};

const names = Object.keys(data) as PlotName[];

function texts(plot: PlotName, more: Partial<Sheet> = {}): string[] {
  return draw(plot, data[plot], sheet(plot, 900, more)).stops.map(({ text }) => text);
}

describe("every plot", () => {
  beforeAll(() => {
    // The library measures letters on a canvas, which jsdom has not.
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  });

  test.each(names)("%s is drawn, with what it shows written in it", async (plot) => {
    for (const width of [900, 320]) {
      const head = { title: "The title", text: "It rests on 1,234 votes." };
      const drawing = draw(plot, data[plot], sheet(plot, width, { head }));
      const picture = await markup(drawing);
      expect(picture).toMatch(/^<svg width="\d+" height="\d+"/);
      expect(picture).toContain("The title");
      expect(picture).toContain("It rests on");
      expect(picture).toContain(plot === "style" ? "Length, in tokens" : "birch");
      expect(picture).not.toMatch(/NaN|undefined/);
    }
  });

  test.each(names)("%s is as high as was expected, so that nothing moves", (plot) => {
    for (const width of [900, 320]) {
      const drawing = draw(plot, data[plot], sheet(plot, width));
      const count = plot === "style" || plot === "speed" || plot === "price" ? data[plot].rows.length : 3;
      expect(drawing.height).toBe(expectedHeight(plot, count, width));
    }
  });

  test.each(names)("%s says of each thing what it is", (plot) => {
    for (const text of texts(plot)) expect(text).not.toMatch(/\{\d\}|undefined|null|NaN/);
    expect(texts(plot).length).toBeGreaterThan(1);
  });
});

test("the best models are drawn first, and all when asked for", () => {
  const many = { rows: Array.from({ length: 59 }, (_, at) => rated(`model ${at}`, 1200 - at)) };
  expect(draw("intervals", many, sheet("intervals")).stops).toHaveLength(20);
  expect(draw("intervals", many, sheet("intervals", 900, { whole: true })).stops).toHaveLength(59);
});

test("each half of the square turns the other around", () => {
  const found = cells(models, [met], ({ expected }, turned) => ({
    figure: String(turned(expected)),
    text: "",
    ground: null,
  }));
  expect(found).toMatchObject([
    { row: 0, column: 1, figure: "0.64" },
    { row: 1, column: 0, figure: "0.36" },
  ]);
});

test("expected and observed are two readings of the same plot", () => {
  const drawn = (reading: string) => JSON.stringify(texts("win-rates", { reading }));
  expect(drawn("expected")).toBe(drawn("observed"));
  expect(texts("win-rates")[0]).toBe("birch against maple\nExpected to win: 64 %\nObserved: 75 %\n40 votes");
  expect(texts("win-rates")[1]).toContain("No votes yet");
});

test("figures can be read on every ground, in light and dark", () => {
  for (const { paper, ink, blue, amber } of Object.values(schemes)) {
    for (let share = 0; share <= 0.4; share += 0.05) {
      for (const colour of [ink, blue, amber]) {
        expect(contrast(mixed(paper, colour, share), ink)).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});

test("what no other beats in both is found, whichever way is better", () => {
  const name = ({ model }: { model: string }) => model;
  const rows = [
    { ...rated("dear", 1100), measure: 15 },
    { ...rated("fair", 1050), measure: 2 },
    { ...rated("dear and worse", 1040), measure: 9 },
    { ...rated("cheap", 900), measure: 0 },
  ];
  expect([...unbeaten(rows, "less")].map(name)).toEqual(["cheap", "fair", "dear"]);
  expect([...unbeaten(rows, "more")].map(name)).toEqual(["dear"]);
});

test("what costs nothing stands left of what costs least", () => {
  const scale = logScale([0, 0.5, 20]);
  expect(scale.place(0)).toBeLessThan(scale.place(0.5));
  expect(scale.place(0)).toBeGreaterThan(scale.from);
  expect(scale.marks).toContain(scale.nothing);
  expect(logScale([3]).marks.length).toBeGreaterThan(0);
  expect(logScale([0]).marks).not.toHaveLength(0);
});

test("axes have round numbers", () => {
  expect(ticks(979, 1230, 8)).toEqual([1000, 1050, 1100, 1150, 1200]);
  expect(ticks(-0.05, 0.32, 4)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticks(5, 5, 4)).toEqual([5]);
});

test("arrow keys walk in rows and columns, and stop at the ends", () => {
  expect(step("ArrowRight", -1, 6, 3)).toBe(0);
  expect(step("ArrowRight", 0, 6, 3)).toBe(1);
  expect(step("ArrowDown", 1, 6, 3)).toBe(4);
  expect(step("ArrowDown", 4, 6, 3)).toBe(4);
  expect(step("ArrowUp", 4, 6, 3)).toBe(1);
  expect(step("ArrowLeft", 0, 6, 3)).toBe(0);
  expect(step("End", -1, 6, 3)).toBe(5);
  expect(step("Tab", 2, 6, 3)).toBe(-1);
  expect(step("Home", 2, 0, 3)).toBe(-1);
});

test("names at the ends of lines keep apart and stay on the drawing", () => {
  expect(spread([10, 12, 100], 18, 0, 200)).toEqual([10, 28, 100]);
  expect(spread([195, 190], 18, 0, 200)).toEqual([200, 182]);
});

test("a name covers neither a point nor another name", () => {
  const within = { left: 0, top: 0, right: 200, bottom: 100 };
  expect(sides([{ x: 50, y: 50, width: 40 }], within)).toEqual(["right"]);
  expect(
    sides(
      [
        { x: 190, y: 50, width: 40 },
        { x: 195, y: 56, width: 300 },
      ],
      within,
    ),
  ).toEqual(["left", null]);
});

test("the lines over time are those that end highest on the last day", () => {
  const [first] = data.history.series;
  const none = { model: "none", points: [] };
  const gone = { model: "gone", points: [{ ...rated("gone", 2000), date: "2026-11-02" }] };
  expect(highest([...data.history.series, none, gone]).map(({ model }) => model)).toEqual([
    "rowan",
    "maple",
    first?.model,
  ]);
});

test("a long name loses its middle, a long sentence becomes lines", () => {
  const measure = (text: string) => text.length;
  expect(fitted("llama-3.3-70b-instruct", 12, measure)).toBe("llama-…truct");
  expect(fitted("birch", 12, measure)).toBe("birch");
  expect(wrapped("one two three", 7, measure)).toEqual(["one two", "three"]);
});
