import type { CustomSeriesRenderItem } from "echarts/types/dist/shared";
import type { Palette } from "./colours";
import { css, mixed } from "./colours";
import type { Measured } from "./data";
import type { Drawing, Sheet } from "./drawing";
import { common, edge, headHeight, letters, numbers, plain, whole } from "./drawing";
import { sides } from "./labels";
import { phone, tall } from "./layout";
import { fitted, widest } from "./text";

/** Whether less of the measure is better (a price) or more (speed). */
export type Better = "less" | "more";

/** Ratings against a measure on a logarithmic axis; what nothing beats in both is solid and joined by a line. */
export function scatter(rows: Measured[], better: Better, sheet: Sheet): Drawing {
  const { palette, language, width } = sheet;
  const best = unbeaten(rows, better);
  // Names are given out in this order: first those that the plot is about.
  const ordered = [...rows].sort((a, b) => Number(best.has(b)) - Number(best.has(a)) || b.rating - a.rating);
  const scale = logScale(ordered.map(({ measure }) => measure));
  const amount = amounts(language);
  const lows = ordered.map(({ rating, lower }) => lower ?? rating);
  const highs = ordered.map(({ rating, upper }) => upper ?? rating);
  const air = (Math.max(...highs) - Math.min(...lows)) * 0.03 || 10;
  const [lowest, highest] = [Math.min(...lows) - air, Math.max(...highs) + air];
  const top = headHeight(sheet) + 8;
  const left = edge(sheet) + widest([...lows, ...highs].map(plain(language)), sheet.measure) + 12;
  const grid = { left, top, width: width - left - edge(sheet), height: tall.scatter };
  const place = ({ measure, rating }: Measured) => ({
    x: left + (grid.width * (scale.place(measure) - scale.from)) / (scale.to - scale.from),
    y: top + (tall.scatter * (highest - rating)) / (highest - lowest),
  });
  return {
    width,
    height: top + tall.scatter + 64,
    stops: stops(ordered, best, sheet),
    columns: Math.max(1, ordered.length),
    option: {
      ...common(sheet),
      grid: { ...grid, outerBoundsMode: "none" },
      xAxis: {
        ...numbers(sheet, sheet.say("axis"), scale.from, scale.to),
        nameGap: 32,
        axisLine: { show: true, onZero: false, lineStyle: { color: css(palette.strong) } },
        axisLabel: {
          ...letters(palette, palette.soft),
          hideOverlap: true,
          customValues: scale.marks,
          formatter: (at: number) => (at === scale.nothing ? sheet.say("nothing") : amount(10 ** at)),
        },
        axisTick: { show: false, customValues: scale.marks },
      },
      yAxis: numbers(sheet, "", lowest, highest),
      series: [
        points(ordered, best, scale, sheet, place, grid),
        {
          type: "line",
          silent: true,
          symbol: "none",
          step: better === "less" ? "end" : "start",
          lineStyle: { color: css(palette.strong), width: 1.5 },
          data: [...best]
            .sort((a, b) => a.measure - b.measure)
            .map((row) => [scale.place(row.measure), row.rating]),
          z: 1,
        },
        {
          type: "custom",
          silent: true,
          encode: { x: 0, y: [1, 2] },
          data: ordered.map((row) => [
            scale.place(row.measure),
            row.lower ?? row.rating,
            row.upper ?? row.rating,
          ]),
          renderItem: upright(palette),
          z: 1,
        },
      ],
    },
  };
}

/** From the least to the greatest measure. */
function stops(rows: Measured[], best: Set<Measured>, { language, say }: Sheet) {
  const number = whole(language);
  const rating = plain(language);
  const amount = amounts(language);
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => a.row.measure - b.row.measure)
    .map(({ row, index }) => ({
      series: 0,
      index,
      text: say(
        `${best.has(row) ? "tip-best" : "tip"}${row.measure === 0 ? "-nothing" : ""}`,
        row.model,
        rating(row.rating),
        rating(row.lower),
        rating(row.upper),
        amount(row.measure),
        number(row.votes),
      ),
    }));
}

function points(
  rows: Measured[],
  best: Set<Measured>,
  scale: LogScale,
  { palette, width, measure }: Sheet,
  place: (row: Measured) => { x: number; y: number },
  grid: { left: number; top: number; width: number; height: number },
) {
  const names = rows.map(({ model }) => fitted(model, width * (width < phone ? 0.4 : 0.3), measure));
  const beside = sides(
    rows.map((row, index) => ({ ...place(row), width: measure(names[index] ?? "") })),
    { left: grid.left, top: grid.top, right: grid.left + grid.width, bottom: grid.top + grid.height },
  );
  return {
    type: "scatter",
    symbolSize: 10,
    clip: false,
    data: rows.map((row, index) => ({
      value: [scale.place(row.measure), row.rating],
      itemStyle: { color: css(best.has(row) ? palette.ink : palette.paper) },
      label: {
        show: beside[index] !== null,
        position: beside[index] ?? "right",
        formatter: names[index],
      },
    })),
    itemStyle: { opacity: 1, borderColor: css(palette.ink), borderWidth: 1.5 },
    label: {
      ...letters(palette, palette.ink),
      distance: 5,
      // Lines may pass under a name, not through it.
      textBorderColor: css(palette.paper),
      textBorderWidth: 3,
    },
    emphasis: { scale: 1.4 },
    z: 3,
  };
}

/** What a rating lies between. */
function upright(palette: Palette): CustomSeriesRenderItem {
  const stroke = css(mixed(palette.paper, palette.soft, 0.45));
  return (_params, api) => {
    const [x1, y1] = api.coord([api.value(0), api.value(1)]) as [number, number];
    const [x2, y2] = api.coord([api.value(0), api.value(2)]) as [number, number];
    return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1 }, silent: true };
  };
}

function amounts(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  return (value) => format.format(value);
}

/** The rows than which none is rated higher without costing more, or being slower. */
export function unbeaten(rows: Measured[], better: Better): Set<Measured> {
  const sign = better === "less" ? 1 : -1;
  const sorted = [...rows].sort((a, b) => sign * (a.measure - b.measure) || b.rating - a.rating);
  const best = new Set<Measured>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of sorted) {
    if (row.rating <= highest) continue;
    best.add(row);
    highest = row.rating;
  }
  return best;
}

interface LogScale {
  from: number;
  to: number;
  /** Where the axis has its numbers. */
  marks: number[];
  /** Where 0 is, which no logarithm has; undefined where there is none. */
  nothing: number | undefined;
  place: (measure: number) => number;
}

/** So wide, in powers of ten, that there is a round number on the axis. */
const narrowest = 0.5;
/** Room at both ends, as a share of the axis. */
const room = 0.06;

/** A logarithmic axis with round numbers; what costs nothing stands left of it. */
export function logScale(measures: number[]): LogScale {
  const positive = measures.filter((one) => one > 0);
  const logs = positive.length === 0 ? [0] : positive.map(Math.log10);
  const middle = (Math.min(...logs) + Math.max(...logs)) / 2;
  const span = Math.max(Math.max(...logs) - Math.min(...logs), narrowest);
  const [least, most] = [middle - span / 2, middle + span / 2];
  const nothing = positive.length < measures.length ? least - Math.max(0.3, span * 0.15) : undefined;
  const from = (nothing ?? least) - span * room;
  const to = most + span * room;
  const marks = nothing === undefined ? [] : [nothing];
  for (let power = Math.floor(least) - 1; power <= Math.ceil(to); power++) {
    for (const step of steps(span)) {
      const at = power + Math.log10(step);
      if (at >= least - span * room && at <= to) marks.push(at);
    }
  }
  return {
    from,
    to,
    marks,
    nothing,
    place: (measure) => (measure > 0 ? Math.log10(measure) : (nothing ?? from)),
  };
}

function steps(span: number): number[] {
  if (span > 3) return [1];
  if (span > 1.5) return [1, 3];
  return span > 0.7 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
}
