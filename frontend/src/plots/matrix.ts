import type { CustomSeriesRenderItem } from "echarts/types/dist/shared";
import type { Colour, Palette } from "./colours";
import { css, mixed } from "./colours";
import type { Met } from "./data";
import type { Drawing, Sheet } from "./drawing";
import { common, edge, headHeight, letters, whole } from "./drawing";
import { phone, squareRow } from "./layout";
import { fitted, widest } from "./text";

/** One meeting of two models, as its cell shows it. */
export interface Cell {
  row: number;
  column: number;
  figure: string;
  text: string;
  /** Under the figure; null: none. */
  ground: Colour | null;
}

/** With fewer votes a share says too little for a colour. */
const enough = 10;
/** A ground is never so strong that a figure in ink reads badly on it. */
const strongest = 0.4;
const leastCell = 28;
const mostCell = 72;

/** How often the model of a row wins against that of a column: expected, or observed. */
export function winRates(models: string[], rows: Met[], sheet: Sheet): Drawing {
  const number = whole(sheet.language);
  const observed = sheet.reading === "observed";
  const percent = (share: number | null) => (share === null ? "–" : number(share * 100));
  return matrix(models, rows, sheet, (met, turned, row, column) => {
    const [expects, was] = [turned(met.expected), turned(met.observed)];
    const shown = observed ? was : expects;
    const words = met.votes === 0 ? "tip-none" : "tip";
    return {
      figure: percent(shown),
      text: sheet.say(words, row, column, percent(expects), percent(was), number(met.votes)),
      ground: shown === null || (observed && met.votes < enough) ? null : leaning(shown, sheet.palette),
    };
  });
}

/** How many votes each pair of models has. */
export function voteCounts(models: string[], rows: Met[], sheet: Sheet): Drawing {
  const exact = whole(sheet.language);
  const short = new Intl.NumberFormat(sheet.language, { notation: "compact", maximumSignificantDigits: 2 });
  const most = Math.max(1, ...rows.map(({ votes }) => votes));
  return matrix(models, rows, sheet, ({ votes }, _turned, row, column) => ({
    figure: votes < 1000 ? exact(votes) : short.format(votes),
    text: sheet.say("tip", row, column, exact(votes)),
    ground:
      votes === 0 ? null : mixed(sheet.palette.paper, sheet.palette.ink, strongest * Math.sqrt(votes / most)),
  }));
}

/** From amber, where the column's model wins, over paper to blue, where the row's does. */
function leaning(share: number, { paper, blue, amber }: Palette): Colour {
  const lean = Math.min(1, Math.abs(share - 0.5) * 2.5);
  return mixed(paper, share >= 0.5 ? blue : amber, strongest * lean);
}

type Fill = (
  met: Met,
  /** A share of the better rated model's, turned around where the row is the other one. */
  turned: (share: number | null) => number | null,
  row: string,
  column: string,
) => Omit<Cell, "row" | "column">;

/** Both halves of the square, row by row; nothing where a model would meet itself. */
export function cells(models: string[], rows: Met[], fill: Fill): Cell[] {
  const place = new Map(models.map((model, index) => [model, index]));
  const found: Cell[] = [];
  for (const met of rows) {
    const [row, column] = [place.get(met.model), place.get(met.rival)];
    if (row === undefined || column === undefined) continue;
    const other = (share: number | null) => (share === null ? null : 1 - share);
    found.push({ row, column, ...fill(met, (share) => share, met.model, met.rival) });
    found.push({ row: column, column: row, ...fill(met, other, met.rival, met.model) });
  }
  return found.sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Rows carry a number and a name, columns the number alone. */
function matrix(models: string[], rows: Met[], sheet: Sheet, fill: Fill): Drawing {
  const { palette, measure } = sheet;
  const found = cells(models, rows, fill);
  const start = edge(sheet);
  const numbered = models.map((model, index) => `${number(index + 1, models.length)}  ${model}`);
  const mostName = Math.round(sheet.width * (sheet.width < phone ? 0.36 : 0.3));
  const left = start + Math.min(widest(numbered, measure), mostName) + 16;
  const room = Math.floor((sheet.width - left - start) / models.length);
  const cell = Math.min(mostCell, Math.max(leastCell, room));
  const top = headHeight(sheet) + 28;
  const width = Math.max(sheet.head ? sheet.width : 0, left + cell * models.length + start);
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  return {
    width,
    height: top + squareRow * models.length + 8 + start,
    stops: found.map(({ text }, index) => ({ series: 0, index, text })),
    columns: Math.max(1, models.length - 1),
    option: {
      ...common(sheet),
      grid: {
        left,
        top,
        width: cell * models.length,
        height: squareRow * models.length,
        outerBoundsMode: "none",
      },
      xAxis: {
        type: "category",
        position: "top",
        data: models.map((_, index) => String(index + 1)),
        axisLabel: { ...letters(palette, palette.soft), interval: 0, margin: 8 },
        ...bare,
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: numbered,
        axisLabel: {
          ...letters(palette, palette.ink),
          interval: 0,
          align: "left",
          margin: left - start,
          formatter: (name: string) => fitted(name, left - start - 12, measure),
        },
        ...bare,
      },
      series: [
        {
          type: "custom",
          encode: { x: 0, y: 1 },
          data: found.map(({ row, column }) => [column, row]),
          renderItem: square(found, palette, cell),
        },
      ],
    },
  };
}

/** Digits under digits. */
function number(row: number, rows: number): string {
  return String(row).padStart(String(rows).length, "\u2007");
}

function square(found: Cell[], palette: Palette, size: number): CustomSeriesRenderItem {
  const gap = 1;
  return (params, api) => {
    const cell = found[params.dataIndex];
    if (!cell) return null;
    const [x, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
    const fill = css(cell.ground ?? palette.paper);
    return {
      type: "rect",
      shape: {
        x: x - size / 2 + gap,
        y: y - squareRow / 2 + gap,
        width: size - 2 * gap,
        height: squareRow - 2 * gap,
      },
      style: { fill, stroke: cell.ground ? fill : css(palette.line), lineWidth: 1 },
      emphasis: { style: { fill, stroke: css(palette.ink), lineWidth: 2 }, z2: 1 },
      textConfig: { position: "inside" },
      textContent: {
        type: "text",
        style: {
          text: cell.figure,
          fontFamily: palette.font,
          fontSize: palette.size,
          fill: css(cell.ground ? palette.ink : palette.soft),
        },
        silent: true,
      },
    };
  };
}
