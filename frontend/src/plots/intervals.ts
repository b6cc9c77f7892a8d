import type { CustomSeriesRenderItem } from "echarts/types/dist/shared";
import type { Colour } from "./colours";
import { css } from "./colours";
import type { Feature, Rated } from "./data";
import type { Drawing, Sheet } from "./drawing";
import { common, edge, headHeight, letters, numbers, plain, whole } from "./drawing";
import { glance, intervalRow, phone } from "./layout";
import { fitted, widest } from "./text";

/** A name with a value and what it lies between. */
interface Line {
  name: string;
  middle: number;
  lower: number;
  upper: number;
  figure: string;
  text: string;
}

/** Ratings, the best first, each with its interval. */
export function ratings(rows: Rated[], sheet: Sheet): Drawing {
  const number = whole(sheet.language);
  const rating = plain(sheet.language);
  const shown = sheet.whole ? rows : rows.slice(0, glance);
  const lines = shown.map((row) => ({
    name: row.model,
    middle: row.rating,
    lower: row.lower ?? row.rating,
    upper: row.upper ?? row.rating,
    figure: rating(row.rating),
    text: sheet.say(
      "tip",
      row.model,
      row.rank,
      rating(row.rating),
      rating(row.lower),
      rating(row.upper),
      number(row.votes),
    ),
  }));
  return intervals(lines, sheet, false);
}

/** What each feature of style is worth, around a line for nothing. */
export function features(rows: Feature[], sheet: Sheet): Drawing {
  const number = signed(sheet.language);
  const lines = rows.map((row) => ({
    name: sheet.say(row.feature),
    middle: row.coefficient,
    lower: row.lower ?? row.coefficient,
    upper: row.upper ?? row.coefficient,
    figure: number(row.coefficient),
    text: sheet.say(
      "tip",
      sheet.say(row.feature),
      number(row.coefficient),
      number(row.lower),
      number(row.upper),
    ),
  }));
  return intervals(lines, sheet, true);
}

function signed(language: string): (value: number | null) => string {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  return (value) => (value === null ? "–" : format.format(value));
}

/** Where the parts of a row are. */
interface Layout {
  /** Names stand over their lines, not before them. */
  narrow: boolean;
  /** Where names begin. */
  start: number;
  /** Where lines begin. */
  left: number;
  /** Where figures end. */
  figures: number;
  /** A line for nothing, right across. */
  zero: boolean;
}

/** Names at the left, or over their lines where the sheet is narrow. */
function intervals(lines: Line[], sheet: Sheet, zero: boolean): Drawing {
  const { width, measure, palette } = sheet;
  const narrow = width < phone;
  const start = edge(sheet);
  const names = lines.map(({ name }) => name);
  const left = start + (narrow ? 8 : Math.min(widest(names, measure), Math.round(width * 0.35)) + 24);
  const right =
    start +
    widest(
      lines.map(({ figure }) => figure),
      measure,
    ) +
    16;
  const layout = { narrow, start, left, zero, figures: width - start };
  const top = headHeight(sheet);
  const lowest = Math.min(...lines.map(({ lower }) => lower), ...(zero ? [0] : []));
  const highest = Math.max(...lines.map(({ upper }) => upper), ...(zero ? [0] : []));
  const air = (highest - lowest) * 0.02 || 1;
  return {
    width,
    height: top + lines.length * intervalRow(width) + 64,
    stops: lines.map(({ text }, index) => ({ series: 0, index, text })),
    columns: 1,
    option: {
      ...common(sheet),
      grid: { left, right, top, bottom: 64, outerBoundsMode: "none" },
      xAxis: { ...numbers(sheet, sheet.say("axis"), lowest - air, highest + air), nameGap: 32 },
      yAxis: {
        type: "category",
        inverse: true,
        data: names,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...letters(palette, palette.ink),
          show: !narrow,
          interval: 0,
          align: "left",
          margin: left - start,
          formatter: (name: string) => fitted(name, left - start - 16, measure),
        },
      },
      series: [
        {
          type: "custom",
          clip: false,
          encode: { x: [0, 2, 3], y: 1 },
          data: lines.map((line, index) => [line.middle, index, line.lower, line.upper]),
          renderItem: row(lines, sheet, layout),
        },
      ],
    },
  };
}

/** A line from bound to bound with caps, a dot for the value, and the figure at the end of the row. */
function row(lines: Line[], { palette, width, measure }: Sheet, layout: Layout): CustomSeriesRenderItem {
  return (params, api) => {
    const line = lines[params.dataIndex];
    if (!line) return null;
    const [x, centre] = api.coord([api.value(0), api.value(1)]) as [number, number];
    const [from] = api.coord([api.value(2), api.value(1)]) as [number, number];
    const [to] = api.coord([api.value(3), api.value(1)]) as [number, number];
    const y = layout.narrow ? centre + 10 : centre;
    const grid = params.coordSys as unknown as { y: number; height: number };
    const first = params.dataIndex === 0;
    return {
      type: "group",
      children: [
        // What the pointer meets: the whole row.
        {
          type: "rect",
          shape: { x: layout.start, y: y - 13, width: width - 2 * layout.start, height: 26 },
          style: { fill: "transparent" },
          emphasis: { style: { fill: css(palette.line) } },
          z2: -1,
        },
        ...(layout.zero && first
          ? [
              stroke(
                [api.coord([0, 0])[0] ?? 0, grid.y],
                [api.coord([0, 0])[0] ?? 0, grid.y + grid.height],
                palette.strong,
              ),
            ]
          : []),
        stroke([from, y], [to, y], palette.ink),
        stroke([from, y - 4], [from, y + 4], palette.ink),
        stroke([to, y - 4], [to, y + 4], palette.ink),
        { type: "circle", shape: { cx: x, cy: y, r: 4 }, style: { fill: css(palette.ink) }, silent: true },
        written(line.figure, layout.figures, y, { ...sheetText(palette), align: "right" }),
        ...(layout.narrow
          ? [
              written(
                fitted(line.name, width - 2 * layout.start, measure),
                layout.start,
                centre - 10,
                sheetText(palette),
              ),
            ]
          : []),
      ],
    };
  };
}

function stroke([x1, y1]: [number, number], [x2, y2]: [number, number], colour: Colour) {
  return {
    type: "line" as const,
    shape: { x1, y1, x2, y2 },
    style: { stroke: css(colour), lineWidth: 1.5 },
    silent: true,
  };
}

function sheetText({ font, size, ink }: Sheet["palette"]) {
  return { fontFamily: font, fontSize: size, fill: css(ink) };
}

type Style = ReturnType<typeof sheetText> & { align?: "right" };

function written(text: string, x: number, y: number, style: Style) {
  return {
    type: "text" as const,
    style: { ...style, text, x, y, verticalAlign: "middle" as const },
    silent: true,
  };
}
