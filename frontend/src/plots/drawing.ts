import type { EChartsCoreOption } from "echarts/core";
import type { Colour, Palette } from "./colours";
import { css } from "./colours";
import { phone } from "./layout";
import type { Measure } from "./text";
import { wrapped } from "./text";

/** What a drawing is made for. */
export interface Sheet {
  /** Of the box, in pixels. */
  width: number;
  palette: Palette;
  measure: Measure;
  /** A language tag, for numbers and days. */
  language: string;
  /** The words of this plot, with {0}, {1} … filled in. */
  say: (word: string, ...values: (string | number)[]) => string;
  /** Whether every model is wanted, or only as many as one takes in at a glance. */
  whole: boolean;
  /** Which of two readings is wanted, where a plot has two. */
  reading: string;
  /** What stands over a picture that leaves the page. */
  head?: { title: string; text: string };
}

/** Something in a drawing that the arrow keys come to. */
export interface Stop {
  series: number;
  index: number;
  /** What it says of itself. */
  text: string;
}

/** A plot, ready to be drawn. */
export interface Drawing {
  option: EChartsCoreOption;
  /** In pixels; wider than its box, it scrolls. */
  width: number;
  height: number;
  /** In reading order. */
  stops: Stop[];
  /** How many stops stand side by side in a row. */
  columns: number;
}

/** The space around a drawing: none on the page, which has its own. */
export function edge(sheet: Sheet): number {
  return sheet.head ? 16 : 0;
}

/** The space above a drawing: on the page HTML says what it is. */
export function headHeight(sheet: Sheet): number {
  return sheet.head ? 52 + lineHeight * headLines(sheet).length : 8;
}

const lineHeight = 20;

function headLines(sheet: Sheet): string[] {
  return sheet.head ? wrapped(sheet.head.text, sheet.width - 2 * edge(sheet), sheet.measure) : [];
}

/** Letters as the page has them. */
export function letters({ font, size }: Palette, colour: Colour) {
  return { fontFamily: font, fontSize: size, color: css(colour) };
}

/** What every drawing has in common. */
export function common(sheet: Sheet): EChartsCoreOption {
  const { palette, head } = sheet;
  return {
    useUTC: true,
    backgroundColor: head ? css(palette.paper) : "transparent",
    textStyle: letters(palette, palette.ink),
    animationDuration: 0,
    animationDurationUpdate: 150,
    title: {
      show: head !== undefined,
      text: head?.title ?? "",
      subtext: headLines(sheet).join("\n"),
      left: edge(sheet),
      top: edge(sheet),
      padding: 0,
      itemGap: 8,
      textStyle: {
        ...letters(palette, palette.ink),
        fontSize: Math.round(palette.size * 1.2),
        fontWeight: 600,
      },
      subtextStyle: { ...letters(palette, palette.soft), lineHeight },
    },
  };
}

/** An axis of numbers from bound to bound, with thin lines across the drawing at round ones. */
export function numbers(sheet: Sheet, name: string, from: number, to: number): Record<string, unknown> {
  const { palette, language, width } = sheet;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false });
  const marks = ticks(from, to, width < phone ? 4 : 8);
  const text = letters(palette, palette.soft);
  return {
    type: "value",
    min: from,
    max: to,
    name,
    nameLocation: "middle",
    nameTextStyle: text,
    axisLine: { show: false },
    axisTick: { show: false, customValues: marks },
    axisLabel: {
      ...text,
      customValues: marks,
      hideOverlap: true,
      formatter: (value: number) => format.format(value),
    },
    splitLine: { lineStyle: { color: css(palette.line) } },
  };
}

/** Round numbers between two: at most as many steps as wanted, of 1, 2 or 5 with zeros. */
export function ticks(from: number, to: number, most: number): number[] {
  const least = (to - from) / most;
  if (!(least > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? 10 * power;
  const found: number[] = [];
  for (let number = Math.ceil(from / step); number * step <= to; number++) {
    // Not added up: 0.1 + 0.2 is not 0.3.
    found.push(Number((number * step).toPrecision(12)));
  }
  return found;
}

/** Ratings, as the board's table has them; a dash for what has no end. */
export function plain(language: string): (rating: number | null) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: false });
  return (rating) => (rating === null ? "–" : format.format(rating));
}

/** Whole numbers as the reader's language writes them; a dash for what isn't known. */
export function whole(language: string): (value: number | null) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (value) => (value === null ? "–" : format.format(value));
}
