import type { CustomSeriesRenderItem } from "echarts/types/dist/shared";
import type { Palette } from "./colours";
import { css } from "./colours";
import type { Story } from "./data";
import type { Drawing, Sheet } from "./drawing";
import { common, edge, headHeight, letters, numbers, plain, whole } from "./drawing";
import { spread } from "./labels";
import { phone, tall } from "./layout";
import { fitted, widest } from "./text";

/** More lines than this are not told apart. */
const most = 8;
/** Between two names. */
const gap = 18;
/** On a line so many points have a shape that one can see. */
const marked = 6;

/** Lines differ by their dashes and by the shape of their points: none needs its colour. */
const dashes = ["solid", [6, 4], [2, 3], [10, 3, 2, 3]];
const shapes = ["circle", "rect", "triangle", "diamond"];

/** Each model's rating from day to day; its name stands at the end of its line. */
export function history(series: Story[], sheet: Sheet): Drawing {
  const { palette, measure, language, width } = sheet;
  const shown = highest(series);
  const heights = shown.flatMap(({ points }) => points.map(({ rating }) => rating));
  const air = (Math.max(...heights) - Math.min(...heights)) * 0.08 || 10;
  const [floor, ceiling] = [Math.min(...heights) - air, Math.max(...heights) + air];
  const names = shown.map(({ model }) => model);
  const room = Math.min(widest(names, measure), Math.round(width * (width < phone ? 0.36 : 0.28)));
  const top = headHeight(sheet) + 8;
  const left = edge(sheet) + widest(heights.map(plain(language)), measure) + 12;
  return {
    width,
    height: top + tall.history + 32 + edge(sheet),
    stops: stops(shown, sheet),
    columns: Math.max(1, ...shown.map(({ points }) => points.length)),
    option: {
      ...common(sheet),
      grid: { left, top, right: edge(sheet) + room + 20, height: tall.history, outerBoundsMode: "none" },
      xAxis: {
        type: "time",
        axisLine: { lineStyle: { color: css(palette.strong) } },
        axisTick: { show: false },
        splitNumber: width < phone ? 2 : 6,
        axisLabel: { ...letters(palette, palette.soft), hideOverlap: true, formatter: shortDay(language) },
      },
      yAxis: numbers(sheet, "", floor, ceiling),
      series: [
        ...shown.map((story, index) => line(story, index, palette)),
        endNames(
          shown,
          sheet,
          room,
          (rating) => top + (tall.history * (ceiling - rating)) / (ceiling - floor),
        ),
      ],
    },
  };
}

/** Those that are rated highest on the last day, the highest first. */
export function highest(series: Story[]): Story[] {
  const end = ({ points }: Story) => points.at(-1);
  const last = series
    .map((story) => end(story)?.date ?? "")
    .sort()
    .at(-1);
  return series
    .filter((story) => end(story) && end(story)?.date === last)
    .sort((a, b) => (end(b)?.rating ?? 0) - (end(a)?.rating ?? 0))
    .slice(0, most);
}

function stops(shown: Story[], { language, say }: Sheet) {
  const number = whole(language);
  const score = plain(language);
  const day = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return shown.flatMap(({ model, points }, series) =>
    points.map(({ date, rating, lower, upper, votes }, index) => ({
      series,
      index,
      text: say(
        "tip",
        model,
        day.format(new Date(date)),
        score(rating),
        score(lower),
        score(upper),
        number(votes),
      ),
    })),
  );
}

function shortDay(language: string): (time: number) => string {
  const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  return (time) => format.format(new Date(time));
}

function ink(index: number, { ink, blue, amber, soft }: Palette): string {
  return css([ink, blue, amber, soft][index % 4] ?? ink);
}

function line({ model, points }: Story, index: number, palette: Palette) {
  const colour = ink(index, palette);
  const every = Math.ceil(points.length / marked);
  const last = points.length - 1;
  return {
    type: "line",
    name: model,
    data: points.map(({ date, rating }) => [Date.parse(date), rating]),
    symbol: shapes[index % shapes.length],
    symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) =>
      (last - dataIndex) % every === 0 ? 8 : 3,
    showAllSymbol: true,
    lineStyle: { color: colour, width: 1.5, type: dashes[(index + Math.floor(index / 4)) % dashes.length] },
    itemStyle: { color: colour },
    emphasis: { focus: "series", scale: 1.5, lineStyle: { width: 2.5 } },
    blur: { lineStyle: { opacity: 0.3 }, itemStyle: { opacity: 0.3 } },
  };
}

/** The names, apart from each other even where lines end together. */
function endNames(shown: Story[], sheet: Sheet, room: number, heightOf: (rating: number) => number) {
  const { palette, measure } = sheet;
  const ends = shown.map(({ points }) => points.at(-1));
  const top = headHeight(sheet) + 8;
  const wanted = ends.map((point) => heightOf(point?.rating ?? 0));
  const heights = spread(wanted, gap, top, top + tall.history);
  const renderItem: CustomSeriesRenderItem = (params, api) => {
    const [x = 0] = api.coord([api.value(0), api.value(1)]);
    return {
      type: "text",
      style: {
        text: fitted(shown[params.dataIndex]?.model ?? "", room, measure),
        x: x + 12,
        y: heights[params.dataIndex] ?? 0,
        verticalAlign: "middle",
        fontFamily: palette.font,
        fontSize: palette.size,
        fill: ink(params.dataIndex, palette),
      },
      silent: true,
    };
  };
  return {
    type: "custom",
    silent: true,
    clip: false,
    data: ends.map((point) => [Date.parse(point?.date ?? ""), point?.rating ?? 0]),
    renderItem,
  };
}
